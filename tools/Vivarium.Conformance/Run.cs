// One run of ./conformance: modules over the cores, then the comparison with the scoreboard. See docs/internals/conformance.md.
using System.Collections.Concurrent;

namespace Vivarium.Conformance;

internal sealed class Run(Options options)
{
    private readonly string _folder = Path.Combine(options.Root, "tests/conformance");
    private readonly ConcurrentDictionary<string, Score> _scores = new();
    /// <summary>Modules that were cut off: told, and counted in their scores.</summary>
    private readonly ConcurrentQueue<string> _remarks = new();

    /// <summary>What fails the run.</summary>
    private readonly ConcurrentQueue<string> _failures = new();

    public int Execute()
    {
        string logs = Path.Combine(options.Root, ".vivarium", options.Record ? "conformance-reference" : "conformance");
        Directory.CreateDirectory(logs);
        RunSettings settings = new(options.Program, options.Library, Path.Combine(_folder, "run_tests.py"), logs, options.Limit);
        string modulesFile = Path.Combine(_folder, "modules.tsv"), scoresFile = Path.Combine(_folder, "scoreboard.tsv");
        List<Module> all = Module.Read(modulesFile);
        List<Module> modules = Module.Select(all, options.Words);
        Dictionary<string, Score> known = Score.Read(scoresFile);
        ILookup<string, Exclusion> exclusions = Exclusion.Read(Path.Combine(_folder, "exclusions.tsv")).ToLookup(exclusion => exclusion.Module);

        // The longest first, so that the last ones to end are short.
        Queue<Module> queue = new(modules.OrderByDescending(module => known.TryGetValue(module.Name, out Score? score) ? score.Seconds : module.ReferenceSeconds * 5));
        Thread[] workers = [.. Enumerable.Range(0, Math.Max(1, options.Jobs)).Select(_ => new Thread(() => Work(queue, settings, options.Record ? null : exclusions)))];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }
        foreach (Thread worker in workers)
        {
            worker.Join();
        }
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r\x1b[K");
        }
        if (options.Record)
        {
            Tables.Write(modulesFile, Module.Header, all.Select(module => _scores.TryGetValue(module.Name, out Score? score)
                ? module with { ReferenceTests = score.Tests, ReferencePasses = score.Passed, ReferenceSeconds = score.Seconds } : module).Select(module => module.Line));
        }
        return Summarise(known, scoresFile);
    }

    private void Work(Queue<Module> queue, RunSettings settings, ILookup<string, Exclusion>? exclusions)
    {
        while (true)
        {
            Module? module;
            lock (queue)
            {
                if (!queue.TryDequeue(out module))
                {
                    return;
                }
            }
            List<Exclusion> excluded = [.. exclusions?[module.Name] ?? []];
            ModuleRun run = new(settings, module);
            Score score = run.Run([.. excluded.Select(exclusion => exclusion.Test)]);
            _scores[module.Name] = score;
            if (run.Cut != null)
            {
                _remarks.Enqueue($"{module.Name}: {run.Cut}");
            }
            foreach (Exclusion exclusion in excluded.Where(exclusion => new ModuleRun(settings, module).Passes(exclusion.Test)))
            {
                _failures.Enqueue($"{module.Name}: {exclusion.Test} is excluded and passes: take it off exclusions.tsv");
            }
            string line = $"{module.Name}: {score.Passed} of {module.ReferencePasses} ({score.Seconds:0.0} s)";
            lock (queue)
            {
                Console.Error.Write(Console.IsErrorRedirected ? $"{line}\n" : $"\r\x1b[K{queue.Count} modules left; {line}");
            }
        }
    }

    private int Summarise(Dictionary<string, Score> known, string scoresFile)
    {
        foreach (Score score in _scores.Values.Where(score => score.Passed < score.ReferencePasses).OrderBy(score => score.Module, StringComparer.Ordinal))
        {
            Console.WriteLine($"{score.Module,-52} {score.Passed,5} of {score.ReferencePasses,5}   failed {score.Failed}, errors {score.Errors}, skipped {score.Skipped}");
        }
        foreach (IGrouping<string, Score> category in _scores.Values.GroupBy(score => score.Category).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int passed = category.Sum(score => Math.Min(score.Passed, score.ReferencePasses)), reference = category.Sum(score => score.ReferencePasses);
            Console.WriteLine($"{category.Key,-20} {passed,6} of {reference,6}  {(reference == 0 ? 100 : 100.0 * passed / reference):0.0} %");
        }
        foreach (Score score in _scores.Values.Where(score => known.TryGetValue(score.Module, out Score? before) && score.Passed < before.Passed))
            _failures.Enqueue($"{score.Module}: {score.Passed} tests pass, {known[score.Module].Passed} did");
        foreach (string line in _remarks.Concat(_failures))
            Console.WriteLine(line);
        if (options.Update && !options.Record)
        {
            foreach (Score score in _scores.Values.Where(score => !known.TryGetValue(score.Module, out Score? before) || score.Passed >= before.Passed))
            {
                known[score.Module] = score;
            }
            Score.Write(scoresFile, known.Values);
        }
        Console.WriteLine($"conformance: {_scores.Values.Sum(score => score.Passed)} passed, {_scores.Values.Sum(score => score.Failed + score.Errors)} failed, "
            + $"{_scores.Values.Sum(score => score.Skipped)} skipped");
        return _failures.IsEmpty ? 0 : 1;
    }
}
