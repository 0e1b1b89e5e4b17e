// One program in a process and a heap of its own, run in the environment in which the reference's output was recorded
// (tools/golden/record_programs.py). VIVARIUM_HEAP_CHECK makes a block that is left in the heap at exit an error of the run.
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Vivarium.Programs.Tests;

internal sealed record ProgramResult(int ExitCode, string Output, string Error);

internal static class ProgramRun
{
    private const int TimeLimitSeconds = 120;
    private static readonly string Viv = Repository.PathOf(".vivarium/current/viv");

    /// <summary>Runs `file` (a path below the repository); `stress` adds the debug allocator and frequent collections.</summary>
    internal static ProgramResult Run(string file, bool stress)
    {
        string path = Repository.PathOf(file);
        return Run([.. OptionsOf(path), path], "", _ => Repository.Root, stress);
    }

    /// <summary>Runs the command line `arguments`, in which TMP stands for a folder of its own; `prepare` fills that folder and
    /// returns the folder to run in.</summary>
    internal static ProgramResult Run(IEnumerable<string> arguments, string input, Func<string, string> prepare, bool stress = false)
    {
        string temporary = Directory.CreateTempSubdirectory("vivarium-").FullName;
        try
        {
            var start = new ProcessStartInfo(Viv)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
                WorkingDirectory = prepare(temporary),
            };
            foreach (string argument in arguments)
                start.ArgumentList.Add(argument.Replace("TMP", temporary));
            SetEnvironment(start.Environment, temporary, stress);
            return Wait(start, input, temporary);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static ProgramResult Wait(ProcessStartInfo start, string input, string temporary)
    {
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(TimeLimitSeconds)))
        {
            process.Kill(entireProcessTree: true);
            return new ProgramResult(-1, "", $"killed after {TimeLimitSeconds} seconds");
        }
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, Normalise(output.Result, temporary), Normalise(error.Result, temporary));
    }

    private static string Normalise(string text, string temporary) =>
        Regex.Replace(Regex.Replace(text, " at 0x[0-9a-f]+", " at 0xADDRESS"), "(File \"<frozen [^\"]*>\", line )[0-9]+", "$1N").Replace(temporary, "TMP").Replace(Viv, "viv").Replace(Repository.Root + "/", "");

    private static void SetEnvironment(IDictionary<string, string?> environment, string temporary, bool stress)
    {
        environment.TryGetValue("VIVARIUM_STDLIB", out string? library);
        environment.TryGetValue("DOTNET_ROOT", out string? dotnet);
        environment.Clear();
        environment["PATH"] = "/usr/bin:/bin";
        environment["LC_ALL"] = "C.UTF-8";
        environment["TZ"] = "UTC";
        environment["HOME"] = "/nonexistent";
        environment["TMPDIR"] = temporary;
        environment["NO_COLOR"] = "1";
        environment["PYTHONHASHSEED"] = "0";
        // The runtime's sockets for debuggers would lie in the temporary folder, which programs list.
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        environment["VIVARIUM_HEAP_CHECK"] = "1";
        if (library is not null)
            environment["VIVARIUM_STDLIB"] = library;
        if (dotnet is not null)
            environment["DOTNET_ROOT"] = dotnet;
        if (stress)
        {
            environment["VIVARIUM_HEAP_DEBUG"] = "1";
            environment["VIVARIUM_GC_STRESS"] = "10";
        }
    }

    // "# options: -O -W error" among the first lines of a program.
    private static string[] OptionsOf(string path)
    {
        const string Mark = "# options: ";
        string? line = File.ReadLines(path, Encoding.Latin1).Take(5).FirstOrDefault(l => l.StartsWith(Mark, StringComparison.Ordinal));
        return line is null ? [] : line[Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
