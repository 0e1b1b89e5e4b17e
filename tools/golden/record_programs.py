"""Records what the reference prints for programs: record_programs.py REFERENCE (programs | examples) [NAME ...].

tests/golden/KIND/NAME.out is standard output. NAME.err exists when there is more to say: its first line is the exit code, the rest is
standard error. Paths of this machine are taken out, so the same program says the same everywhere. The environment is the test runner's
(tests/Vivarium.Programs.Tests/ProgramRun.cs, tests/programs/run); a program's own options stand in its first lines as "# options: -O".
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

FOLDERS = {"programs": "tests/programs", "examples": "examples"}


def environment(temporary):
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/nonexistent", "TMPDIR": temporary, "NO_COLOR": "1",
            "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def options_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        head = "".join(file.readline() for _ in range(5))
    found = re.search(r"^# options: (.*)$", head, re.M)
    return shlex.split(found.group(1)) if found else []


def normalise(data, root, temporary, reference):
    text = data.decode("utf-8", "backslashreplace")
    text = re.sub(" at 0x[0-9a-f]+", " at 0xADDRESS", text)
    return text.replace(temporary, "TMP").replace(root + "/", "").replace(reference, "viv")


def record(reference, root, kind, name):
    path = os.path.join(root, FOLDERS[kind], name)
    base = os.path.join(root, "tests/golden", kind, name.removesuffix(".py"))
    with tempfile.TemporaryDirectory() as temporary:
        done = subprocess.run([reference, *options_of(path), path], env=environment(temporary), cwd=root,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        output = normalise(done.stdout, root, temporary, reference)
        error = normalise(done.stderr, root, temporary, reference)
    os.makedirs(os.path.dirname(base), exist_ok=True)
    with open(base + ".out", "w", encoding="utf-8", newline="") as file:
        file.write(output)
    if done.returncode or error:
        with open(base + ".err", "w", encoding="utf-8", newline="") as file:
            file.write(f"{done.returncode}\n{error}")
    elif os.path.exists(base + ".err"):
        os.remove(base + ".err")
    return done.returncode, error


def main():
    reference, kind, *wanted = sys.argv[1:]
    root = os.path.realpath(os.getcwd())
    folder = os.path.join(root, FOLDERS[kind])
    count = 0
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            name = os.path.relpath(os.path.join(parent, file), folder)
            if file.endswith(".py") and not file.startswith("_") and (not wanted or any(w in name for w in wanted)):
                code, error = record(reference, root, kind, name)
                if code or error:
                    print(f"{name}: exit {code}: {error.strip().splitlines()[-1] if error.strip() else ''}")
                count += 1
    with open(os.path.join(root, "tests/golden", kind, "VERSION"), "w") as file:
        file.write(sys.version.split()[0] + "\n")
    print(f"{count} {kind} recorded")


main()
