"""Records how the reference understands command lines and PYTHON* variables: record_cli.py REFERENCE OUTPUT.

Each case is a list of arguments and a dict of variables; where an argument is PROBE, a program stands there that prints what the
interpreter made of them.
"""
import json
import os
import subprocess
import sys

PROBE = (
    "import sys, json, _imp; f = sys.flags; print(json.dumps(dict("
    "flags={n: int(getattr(f, n)) for n in ('debug inspect interactive optimize dont_write_bytecode no_user_site no_site '"
    "'ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode warn_default_encoding safe_path '"
    "'int_max_str_digits thread_inherit_context context_aware_warnings').split()}, "
    "warnoptions=sys.warnoptions, xoptions=sys._xoptions, argv=sys.argv, pycache_prefix=sys.pycache_prefix, "
    "check_hash=_imp.check_hash_based_pycs, unbuffered=sys.stdout.write_through)))"
)


def cases():
    def case(*args, **env):
        return list(args), env

    for flag in "b B d E I O P q R s S t u x bb OO OOO BE bBdEIOPqRsSu".split():
        if flag != "x":
            yield case("-" + flag, "-c", PROBE)
    yield case("-c", PROBE, "a", "-b", "--", "-c")
    yield case("-Bc", PROBE, "-B")
    yield case("-ic", PROBE)
    yield case("-W", "ignore", "-Werror", "-W", "ignore", "-c", PROBE)
    yield case("-W", "ignore", "-b", "-c", PROBE, PYTHONWARNINGS="default,,error")
    yield case("-bb", "-X", "dev", "-W", "default", "-c", PROBE, PYTHONWARNINGS="ignore")
    yield case("-X", "dev", "-c", PROBE)
    yield case("-Xdev=0", "-Xa=1=2", "-X", "b=", "-X", "c", "-c", PROBE)
    yield case("-X", "int_max_str_digits=700", "-X", "int_max_str_digits=800", "-c", PROBE)
    for value in ("0", "640", "639", "-1", "abc", "", "99999999999"):
        yield case("-X", "int_max_str_digits=" + value, "-c", PROBE)
        yield case("-c", PROBE, PYTHONINTMAXSTRDIGITS=value)
    yield case("-X", "int_max_str_digits", "-c", PROBE)
    yield case("-X", "int_max_str_digits=700", "-c", PROBE, PYTHONINTMAXSTRDIGITS="5")
    yield case("-X", "int_max_str_digits=700", "-c", PROBE, PYTHONINTMAXSTRDIGITS="1000")
    for value in ("3", "0", "1", "", "x"):
        yield case("-X", "utf8=" + value, "-c", PROBE)
        yield case("-c", PROBE, PYTHONUTF8=value)
        yield case("-X", "thread_inherit_context=" + value, "-c", PROBE)
        yield case("-X", "context_aware_warnings=" + value, "-c", PROBE)
        yield case("-X", "cpu_count=" + value, "-c", PROBE)
        yield case("-X", "gil=" + value, "-c", PROBE)
        yield case("-X", "tracemalloc=" + value, "-c", PROBE)
        yield case("-c", PROBE, PYTHON_THREAD_INHERIT_CONTEXT=value)
        yield case("-c", PROBE, PYTHON_CONTEXT_AWARE_WARNINGS=value)
        yield case("-c", PROBE, PYTHON_CPU_COUNT=value)
        yield case("-c", PROBE, PYTHON_GIL=value)
        yield case("-c", PROBE, PYTHONTRACEMALLOC=value)
    for name in "utf8 thread_inherit_context context_aware_warnings cpu_count gil tracemalloc importtime=9 importtime=0 frozen_modules".split():
        yield case("-X", name, "-c", PROBE)
    for value in ("on", "off", "x", ""):
        yield case("-X", "frozen_modules=" + value, "-c", PROBE)
        yield case("-c", PROBE, PYTHON_FROZEN_MODULES=value)
    for value in ("8", "0"):
        yield case("-c", PROBE, PYTHONPROFILEIMPORTTIME=value)
    yield case("-X", "warn_default_encoding", "-X", "no_debug_ranges", "-c", PROBE)
    yield case("-X", "pycache_prefix=q", "-c", PROBE)
    yield case("-X", "pycache_prefix=", "-c", PROBE, PYTHONPYCACHEPREFIX="/t/x")
    yield case("-X", "pycache_prefix", "-c", PROBE, PYTHONPYCACHEPREFIX="/t/x")
    yield case("-c", PROBE, PYTHONPYCACHEPREFIX="/t/x")
    for value in ("abc", "4294967296", "4294967295", "-1", "", "0", "random", "4", "0x1"):
        yield case("-c", PROBE, PYTHONHASHSEED=value)
        yield case("-R", "-c", PROBE, PYTHONHASHSEED=value)
    for name in ("DEBUG OPTIMIZE INSPECT DONTWRITEBYTECODE NOUSERSITE UNBUFFERED SAFEPATH DEVMODE "
                 "WARNDEFAULTENCODING NODEBUGRANGES FAULTHANDLER").split():
        for value in ("", "0", "1", "2", "-3", "abc"):
            yield case("-c", PROBE, **{"PYTHON" + name: value})
        yield case("-E", "-c", PROBE, **{"PYTHON" + name: "1"})
    yield case("-O", "-c", PROBE, PYTHONOPTIMIZE="2")
    yield case("-OO", "-c", PROBE, PYTHONOPTIMIZE="1")
    yield case("-I", "-c", PROBE, PYTHONHASHSEED="abc", PYTHONUTF8="7", PYTHONWARNINGS="error")
    yield case("-c", PROBE, PYTHONMALLOC="foo")
    yield case("-c", PROBE, PYTHONMALLOC="debug")
    for mode in ("always", "never", "default"):
        yield case("--check-hash-based-pycs", mode, "-c", PROBE)
    for args in (["-z"], ["-c"], ["-m"], ["-W"], ["-X"], ["-Bc"], ["-J"], ["-3"], ["-l", "-c", "1"], ["--foo"], ["--versio"], ["--help-xyz"],
                 ["--check-hash-based-pycs"], ["--check-hash-based-pycs", "foo"], ["--check-hash-based-pycs=always"], ["-Bz"], ["-zB"],
                 ["-V", "-z"], ["-\u20ac"], ["-W", "x", "-c"], ["--c"], ["---"], ["-Ec", PROBE]):
        yield case(*args)


def run(reference, args, env):
    code = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", **env}
    done = subprocess.run([reference, *args], env=code, stdin=subprocess.DEVNULL, capture_output=True, cwd="/")
    entry = {"args": ["PROBE" if a is PROBE else a for a in args], "env": env, "exit": done.returncode}
    error = done.stderr.decode("utf-8", "backslashreplace").replace(reference, "viv").replace("Try `python -h'", "Try `viv -h'")
    if done.returncode:
        entry["stderr"] = error
    elif PROBE in args:
        entry["config"] = json.loads(done.stdout)
    return entry


def main():
    reference, output = sys.argv[1:]
    entries = [run(reference, args, env) for args, env in cases()]
    with open(output, "w", encoding="utf-8") as file:
        file.write('{"reference": %s, "cases": [\n' % json.dumps(sys.version.split()[0]))
        file.write(",\n".join(json.dumps(entry) for entry in entries))
        file.write("\n]}\n")
    print(f"{len(entries)} command lines recorded in {output}")


main()
