#!/usr/bin/env python3
"""Compares the module with fastjsonschema and jsonschema-rs on GitHub workflow files, parse included.

The schema is the one inside PyPI's check-jsonschema; the workflows are those of the Swift packages on this machine.
Build first: swift build -c release --product jsonschema-bench
"""

import json
import pathlib
import subprocess
import sys
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache" / "benchmark"
PACKAGES = ["fastjsonschema", "jsonschema-rs", "check-jsonschema", "orjson", "pyyaml"]
SECONDS = 3.0


def prepare():
    """Makes the virtual environment, and runs the rest of this script inside it."""
    python = CACHE / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(CACHE / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    if pathlib.Path(sys.prefix) != CACHE / "venv":
        sys.exit(subprocess.run([python, __file__, *sys.argv[1:]]).returncode)


def workflows():
    """The workflows of the machine's Swift packages, as JSON texts."""
    import yaml

    # YAML 1.1 reads the key `on` as true; GitHub does not.
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", __import__("re").compile("^(true|false)$"), list("tf"))
    texts = []
    for repository in sorted(pathlib.Path("/opt/swift-packages").glob("*/*.git")):
        git = ["git", "-C", repository]
        names = subprocess.run(
            [*git, "ls-tree", "-r", "--name-only", "HEAD", ".github/workflows/"], capture_output=True, text=True).stdout
        for name in names.split():
            if name.endswith((".yml", ".yaml")):
                text = subprocess.run([*git, "show", f"HEAD:{name}"], capture_output=True, text=True).stdout
                texts.append(json.dumps(yaml.load(text, loader)).encode())
    return texts


def rate(check, documents):
    """Documents a second, and how many are valid."""
    valid = sum(check(document) for document in documents)
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for document in documents:
            check(document)
        done += len(documents)
    return done / (time.perf_counter() - start), valid


def compile_time(make):
    start = time.perf_counter()
    made = make()
    return made, (time.perf_counter() - start) * 1000


def main():
    prepare()
    import check_jsonschema
    import fastjsonschema
    import jsonschema_rs

    schema_path = pathlib.Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor/github-workflows.json"
    schema = json.loads(schema_path.read_text())
    documents = workflows()
    corpus = CACHE / "workflows.ndjson"
    corpus.write_bytes(b"\n".join(documents))
    size = sum(map(len, documents))
    print(f"{len(documents)} workflows, {size / len(documents):.0f} bytes on average")

    rows = []
    binary = ROOT / ".build" / "release" / "jsonschema-bench"
    output = subprocess.run([binary, schema_path, corpus], capture_output=True, text=True, check=True).stdout
    ours = json.loads(output)
    rows.append(("JSONSchema (this module)", ours["documents_per_second"], ours["compile_ms"], ours["valid"]))

    compiled, milliseconds = compile_time(lambda: fastjsonschema.compile(schema))

    def fast(text):
        try:
            compiled(json.loads(text))
            return True
        except fastjsonschema.JsonSchemaValueException:
            return False

    rows.append(("fastjsonschema + json", *rate(fast, documents)))
    rows[-1] = (*rows[-1][:2], milliseconds, rows[-1][2])
    rust, milliseconds = compile_time(lambda: jsonschema_rs.validator_for(schema))
    speed, valid = rate(lambda text: rust.is_valid(json.loads(text)), documents)
    rows.append(("jsonschema-rs + json", speed, milliseconds, valid))

    print(f"{'':28} {'documents/s':>12} {'MB/s':>7} {'compile ms':>11} {'valid':>6}")
    for name, speed, milliseconds, valid in rows:
        megabytes = speed * size / len(documents) / 1e6
        print(f"{name:28} {speed:12,.0f} {megabytes:7.1f} {milliseconds:11.1f} {valid:6}")
    print(
        f"parse alone {ours['parse_per_second']:,.0f} documents/s; validate alone {ours['validate_per_second']:,.0f};"
        f" compiled without its meta-schema in {ours['compile_unchecked_ms']:.1f} ms")


if __name__ == "__main__":
    main()
