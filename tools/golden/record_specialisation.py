# Records what the programs in tests/golden/specialisation bind to `result`, one repr a line: record_specialisation.py DIRECTORY
import os
import sys

directory = sys.argv[1]
for name in sorted(os.listdir(directory)):
    if name.endswith('.py'):
        path = os.path.join(directory, name)
        with open(path, encoding='utf-8') as file:
            source = file.read()
        namespace = {'__name__': '__main__'}
        exec(compile(source, '<test>', 'exec'), namespace)
        with open(path[:-3] + '.expected', 'w', encoding='utf-8') as file:
            file.writelines(repr(line) + '\n' for line in namespace['result'])
with open(os.path.join(directory, 'VERSION'), 'w', encoding='utf-8') as file:
    file.write(sys.version + '\n')
