// Runs one module in a process of its own, with a time limit, an empty folder to work in and a log, and reads what tests/conformance/run_tests.py says of it.
using System.Diagnostics;

namespace Vivarium.Conformance;

/// <summary>What a run's process is started with.</summary>
/// <param name="Program">The interpreter.</param>
/// <param name="Library">The reference's library with its test suite, or null for the interpreter's own.</param>
/// <param name="Runner">tests/conformance/run_tests.py.</param>
/// <param name="Logs">Where logs and results go.</param>
/// <param name="Limit">Seconds a module may take.</param>
internal sealed record RunSettings(string Program, string? Library, string Runner, string Logs, double Limit);

internal sealed class ModuleRun(RunSettings settings, Module module)
{
    public List<string[]> Lines { get; private set; } = [];

    /// <summary>Why the process did not reach its end, or null.</summary>
    public string? Cut { get; private set; }

    public double Seconds { get; private set; }

    public Score Run(IReadOnlyCollection<string> without)
    {
        string names = Path.Combine(settings.Logs, module.Name + ".without");
        File.WriteAllText(names, string.Join('\n', without));
        Execute(module.Name, without.Count == 0 ? [] : ["--without", names], settings.Limit);
        File.Delete(names);
        int passed = Count("passed") + Count("expected"), failed = Count("failed"), errors = Count("error"), skipped = Count("skipped");
        if (Cut != null)
        {
            errors++;
        }
        return new Score(module.Name, module.Category, passed + failed + errors + skipped, passed, failed, errors, skipped, Seconds, module.ReferencePasses);
    }

    /// <summary>Whether the test, by itself, passes.</summary>
    public bool Passes(string test)
    {
        Execute(module.Name + "-" + test.Split('.')[^1], ["--only", test], Math.Min(settings.Limit, 60));
        return Cut == null && Count("passed") + Count("expected") > 0 && Count("failed") + Count("error") == 0;
    }

    private int Count(string outcome) => Lines.Count(line => line[0] == outcome);

    private void Execute(string name, string[] selection, double limit)
    {
        string results = Path.Combine(settings.Logs, name + ".results");
        File.Delete(results);
        string folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        ProcessStartInfo start = new("/bin/sh")
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName,
            // The shell gives the process its files; a session of its own keeps terminal signals and process groups of tests away from us.
            ArgumentList = { "-c", "log=$1; shift; exec setsid -w \"$@\" >\"$log\" 2>&1 </dev/null", "sh", Path.Combine(settings.Logs, name + ".log"),
                settings.Program, settings.Runner, module.Name, results },
        };
        foreach (string word in selection)
        {
            start.ArgumentList.Add(word);
        }
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("PYTHON", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (settings.Library != null)
        {
            start.Environment["VIVARIUM_STDLIB"] = settings.Library;
        }
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(limit));
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Lines = File.Exists(results) ? [.. File.ReadLines(results).Select(line => line.Split('\t'))] : [];
        bool done = Lines.Count > 0 && Lines[^1][0] == "done";
        Cut = done ? null : ended ? $"ended with code {process.ExitCode} in {LastStarted()}" : $"not done after {limit:0} s, in {LastStarted()}";
        Remove(folder);
    }

    private string LastStarted() => Lines.Count > 0 && Lines[^1].Length > 1 ? Lines[^1][1] : "the import of the module";

    /// <summary>Tests leave folders behind that nobody may write to.</summary>
    private static void Remove(string folder)
    {
        using Process remove = Process.Start("/bin/sh", ["-c", "chmod -R u+rwx \"$1\" 2>/dev/null; rm -rf \"$1\"", "sh", folder]);
        remove.WaitForExit();
    }
}
