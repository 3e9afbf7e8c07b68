"""The generated parts of docs/fidelity.md and docs/rules.md: what is known of the service, and how well."""

BASES = {"DOC": "documented", "OBS": "observed", "INF": "inferred"}


def rules_of(world):
    return world.command("GET", "/rules")["rules"]


def assumptions_of(world):
    return world.command("GET", "/assumptions")["assumptions"]


def cell(text):
    return text.replace("|", "\\|")


def source_text(source):
    """A source as a link with a short name; a source that is no address as it is."""
    if not source or not source.startswith("http"):
        return cell(source or "")
    return f"[{source_name(source)}]({source})"


def source_name(source):
    _, _, host, *path = source.rstrip("/").split("/")
    if host != "github.com":
        return f"{host.split('.')[0]}: {path[-1]}"
    owner, repository, *rest = path
    name = f"{owner}/{repository}"
    if not rest:
        return name
    return f"{name}#{rest[1]}" if rest[0] == "issues" else f"{name}: {rest[-1]}"


def rule_link(rule_id):
    return f"[{rule_id}](rules.md#{rule_id})"


def rules_text(world):
    rows = ["| rule | | known | source | holds under |", "|---|---|---|---|---|"]
    for rule in rules_of(world):
        assumption = f"`{rule['assumption']}`" if rule.get("assumption") else ""
        anchor = f'<a id="{rule["id"]}"></a>`{rule["id"]}`'
        rows.append(
            f"| {anchor} | {cell(rule['text'])} | {rule['basis']} | {source_text(rule.get('source'))} | {assumption} |"
        )
    return "\n".join(rows) + "\n"


def counts_text(world):
    rules = rules_of(world)
    counts = {basis: sum(rule["basis"] == basis for rule in rules) for basis in BASES}
    assumed = sum(bool(rule.get("assumption")) for rule in rules)
    assert sum(counts.values()) == len(rules) > 100
    rows = ["| | rules |", "|---|---|"]
    rows += [f"| {basis}: {word} | {counts[basis]} |" for basis, word in BASES.items()]
    rows += [f"| all | {len(rules)} |", f"| of these, turned on and off by an assumption | {assumed} |"]
    return "\n".join(rows) + "\n"


def observed_text(world):
    observed = [rule for rule in rules_of(world) if rule["basis"] == "OBS"]
    assert observed
    return "".join(f"- {rule['text']} ({source_text(rule['source'])})\n" for rule in observed)


def assumptions_text(world):
    rows = ["| assumption | what it decides | values, and the rule under each |", "|---|---|---|"]
    for assumption in assumptions_of(world):
        values = [
            f"`{value}`{'*' if value == assumption['strictest'] else ''}: {rule_link(rule)}"
            for value, rule in zip(assumption["values"], assumption["rules"], strict=True)
        ]
        rows.append(f"| `{assumption['name']}` | {cell(assumption['decides'])} | {'<br>'.join(values)} |")
    return "\n".join(rows) + "\n"


def parts(world):
    return {
        "rules": rules_text(world),
        "counts": counts_text(world),
        "observed": observed_text(world),
        "assumptions": assumptions_text(world),
    }
