"""Records what the reference prints for the programs in cases.txt that end in an exception. Run it with the reference: python3.14 record.py

A program named command_… is run by -c, one named color_… with colours; the others are files. The folder of the files is written as {DIR}, addresses as 0x."""
import os
import re
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))


def read_cases():
    name = None
    cases = {}
    with open(os.path.join(here, "cases.txt"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("### "):
                name = line[4:].strip()
                cases[name] = ""
            else:
                cases[name] += line
    return cases


def record(name, source, folder):
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    if name.startswith("color_"):
        environment["PYTHON_COLORS"] = "1"
    if name.startswith("command_"):
        arguments = ["-c", source]
    else:
        path = os.path.join(folder, name + ".py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        arguments = [path]
    done = subprocess.run([sys.executable, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
    return re.sub("0x[0-9a-f]{6,}", "0x", done.stderr.decode("utf-8").replace(folder, "{DIR}"))


with tempfile.TemporaryDirectory() as folder, open(os.path.join(here, "recorded.txt"), "w", encoding="utf-8") as out:
    for name, source in read_cases().items():
        text = record(name, source, folder)
        out.write(f"### {name}\n{text}{'' if text.endswith(chr(10)) else chr(10)}")
