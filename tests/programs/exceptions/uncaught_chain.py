# An uncaught exception with cause, context and notes, through a method and a comprehension.
class Store:
    def load(self, key):
        try:
            return {}[key]
        except KeyError as e:
            raise LookupError(f"cannot load {key!r}") from e

    def all(self, keys):
        return [self.load(k) for k in keys]


try:
    Store().all(["a", "b"])
except LookupError as e:
    e.add_note("a note\nof two lines")
    value = None
    value.attribute + undefined
