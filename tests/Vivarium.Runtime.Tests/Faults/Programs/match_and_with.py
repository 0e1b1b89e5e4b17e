match {'k': [1, 2]}:
    case {'k': [x, y]}:
        result = x + y
log = []
class C:
    def __enter__(self): log.append(1); return self
    def __exit__(self, *a): log.append(a[0] is ValueError); return True
with C():
    raise ValueError
result = result, log
