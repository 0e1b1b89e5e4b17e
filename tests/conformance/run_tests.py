# Runs one test module of the reference's suite, unmodified, and writes one line for each test as it ends:
#     run_tests.py MODULE RESULTS [--only ID | --without FILE]
# A line is "start ID", then "passed|failed|error|skipped|expected ID REASON", separated by tabs; the last one is "done". What is cut off in the
# middle therefore tells which test took the process down. A test of which a subtest fails has failed, once.
import sys
import time
import unittest

OUTCOMES = ('passed', 'skipped', 'expected', 'failed', 'error')


class Recorder(unittest.TestResult):
    def __init__(self, file):
        super().__init__()
        self.file = file
        self.outcome = {}

    def write(self, *columns):
        line = '\t'.join(' '.join(str(column).split()) for column in columns)
        self.file.write(line.encode('utf-8', 'backslashreplace').decode() + '\n')
        self.file.flush()

    def record(self, test, outcome, reason=''):
        known = self.outcome.get(id(test))
        if known is None or OUTCOMES.index(outcome) > OUTCOMES.index(known[0]):
            self.outcome[id(test)] = outcome, reason

    def report(self, test, error):
        print('=' * 70, test, self._exc_info_to_string(error, test), sep='\n', flush=True)
        return f'{error[0].__name__}: {error[1]}'[:300]

    def startTest(self, test):
        super().startTest(test)
        self.write('start', test.id())
        self.started = time.monotonic()

    def stopTest(self, test):
        super().stopTest(test)
        outcome, reason = self.outcome.pop(id(test), ('passed', ''))
        self.write(outcome, test.id(), f'{time.monotonic() - self.started:.3f}', reason)

    def addFailure(self, test, error):
        self.record(test, 'failed', self.report(test, error))

    def addError(self, test, error):
        reason = self.report(test, error)
        if isinstance(test, unittest.TestCase):
            self.record(test, 'error', reason)
        else:
            # setUpClass, setUpModule and their like: the tests they stand for do not run.
            self.write('error', test.id(), '0', reason)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            failed = issubclass(error[0], test.failureException)
            self.record(test, 'failed' if failed else 'error', self.report(subtest, error))

    def addSkip(self, test, reason):
        if isinstance(test, unittest.TestCase):
            self.record(test, 'skipped', reason)

    def addExpectedFailure(self, test, error):
        self.record(test, 'expected')

    def addUnexpectedSuccess(self, test):
        self.record(test, 'failed', 'unexpected success')


def tests_of(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests_of(test)
        else:
            yield test


def prune(suite, wanted):
    """Leave the suite's structure (class fixtures depend on it) and take tests out."""
    kept = [prune(test, wanted) if isinstance(test, unittest.TestSuite) else test
            for test in suite if isinstance(test, unittest.TestSuite) or wanted(test.id())]
    return type(suite)(kept)


def main():
    module, results, *selection = sys.argv[1:]
    sys.argv[1:] = []
    with open(results, 'w', encoding='utf-8') as file:
        recorder = Recorder(file)
        try:
            suite = unittest.defaultTestLoader.loadTestsFromName(module)
        except unittest.SkipTest as reason:
            recorder.write('module-skipped', module, '0', reason)
            recorder.write('done')
            return
        if selection[:1] == ['--only']:
            suite = prune(suite, lambda name: name == selection[1])
        elif selection[:1] == ['--without']:
            with open(selection[1], encoding='utf-8') as left_out:
                names = set(left_out.read().split('\n'))
            suite = prune(suite, lambda name: name not in names)
        suite.run(recorder)
        recorder.write('done')


if __name__ == '__main__':
    main()
