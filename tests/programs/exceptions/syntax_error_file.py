# A syntax error in the program itself: message with the line and a caret, exit code 1.
print("never printed")
def f(:
    pass
