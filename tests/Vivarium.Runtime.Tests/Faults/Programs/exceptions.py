try:
    try: 1 / 0
    except ZeroDivisionError as e: raise KeyError('a') from e
except KeyError as e:
    result = repr(e), repr(e.__cause__)
