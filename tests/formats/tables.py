"""Tables as those who write CSV write them: any separator, any quoting, any order of columns."""
from worlds import shuffled


def table(rng, columns, rows):
    """The text of a table. Rows are mappings; a column is there if `columns` has it."""
    separator = rng.choice([",", ",", ";", "\t"])
    ending = rng.choice(["\n", "\r\n"])
    quotes = rng.choice([0, 0.3, 1])

    def cell(text):
        text = str(text)
        if rng.random() < 0.1:
            text = f" {text} "
        needs = any(c in text for c in [separator, '"', "\n", "\r"]) or text != text.strip()
        return '"' + text.replace('"', '""') + '"' if needs or rng.random() < quotes else text

    columns = shuffled(rng, columns)
    head = separator.join(cell(rng.choice([c, c, c.upper()])) for c in columns)
    lines = [head] + [separator.join(cell(row.get(c, "")) for c in columns) for row in rows]
    return rng.choice(["", "", "\ufeff"]) + ending.join(lines) + rng.choice(["", ending])
