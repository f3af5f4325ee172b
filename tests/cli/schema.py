"""As much of JSON Schema as docs/record.schema.json uses."""
import json
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def offences(value, schema, root, where="record"):
    """Yields what is wrong, in words."""
    if schema is False:
        yield f"{where} must not be there"
        return
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].lstrip("#/").split("/"):
            target = target[step]
        yield from offences(value, target, root, where)
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(is_type(value, name) for name in names):
        yield f"{where} is {json.dumps(value)[:60]}, not {' or '.join(names)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}, none of the list"
    if "const" in schema and value != schema["const"]:
        yield f"{where} is {value!r}, not {schema['const']!r}"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            yield f"{where} is too short"
        if not re.search(schema.get("pattern", ""), value):
            yield f"{where} is {value!r}, which does not match"
    if is_type(value, "number"):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{where} is {value}, out of bounds"
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{where} has too few items"
        if schema.get("uniqueItems") and len(set(map(json.dumps, value))) < len(value):
            yield f"{where} has an item twice"
        for number, item in enumerate(value):
            yield from offences(item, schema.get("items", {}), root, f"{where}[{number}]")
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                yield f"{where} has no {key}"
        properties = schema.get("properties", {})
        for key, item in value.items():
            if key in properties:
                yield from offences(item, properties[key], root, f"{where}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{where} has an unknown key {key}"
    if "oneOf" in schema:
        fitting = [option for option in schema["oneOf"]
                   if not list(offences(value, option, root, where))]
        if len(fitting) != 1:
            yield f"{where} fits {len(fitting)} of the kinds"
