"""From YAML to a checked `Handboek`, or to every mistake with its place."""
