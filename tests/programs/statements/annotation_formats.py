# annotationlib: annotations as values, forward references and text.
import annotationlib


class D:
    a: Unknown
    b: int | Unknown


print(annotationlib.get_annotations(D, format=annotationlib.Format.STRING))
print(annotationlib.get_annotations(D, format=annotationlib.Format.FORWARDREF)["a"])
try:
    annotationlib.get_annotations(D)
except NameError as e:
    print(e)
