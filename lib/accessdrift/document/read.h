#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "accessdrift/base/result.h"
#include "accessdrift/document/document.h"

namespace accessdrift {

/// Bounds of every reader. A file over one is refused with the error `too-large` or `too-deep`,
/// never cut.
struct DocumentLimits {
  std::uint32_t bytes = 1U << 30U;
  std::uint32_t depth = 100;
  std::uint32_t expanded_nodes_from_aliases = 1'000'000;
};

/// Reads one YAML document (libyaml events). Spans of errors point into `text`, which has to
/// outlive them. Refuses, with a place: invalid UTF-8, control characters but tab, LF and CR, a
/// byte order mark of UTF-16, duplicate keys, keys that are not scalars, unknown anchors, an alias
/// inside its own anchor, alias bombs, tags, directives, a second document. `<<` is an ordinary
/// key. Codes: `invalid-yaml`, `invalid-utf8`, `control-character`, `duplicate-key`, `too-deep`,
/// `too-large`, `second-document`. Cost: linear. Thread-safe.
[[nodiscard]] Result<Document> read_yaml(std::shared_ptr<const SourceText> text);

/// Reads all YAML documents of a file as a list of them; else like `read_yaml`. An anchor holds for
/// its document.
[[nodiscard]] Result<Document> read_yaml_documents(std::shared_ptr<const SourceText> text);

/// Reads one JSON value (RFC 8259). Refuses, with a place: what `read_yaml` refuses where it
/// applies, a byte order mark, lone surrogates, duplicate keys after decoding, anything behind the
/// value. Codes: `invalid-json` and those of `read_yaml`. Cost: linear; of a long list a second
/// thread reads a part. Thread-safe.
[[nodiscard]] Result<Document> read_json(std::shared_ptr<const SourceText> text);

/// Reads JSON values that stand one behind the other, a line each (JSON Lines), as a list. Refuses
/// and costs what `read_json` does.
[[nodiscard]] Result<Document> read_json_lines(std::shared_ptr<const SourceText> text);

enum class JsonForm : std::uint8_t { OneValue, Lines };

/// Reads what `read_json` or `read_json_lines` reads, without the entries that nobody reads: those
/// with these keys of mappings inside of lists, and whatever they hold. All else is the same, and
/// what is refused is. Nothing where these would tell a problem, or where one of these keys is
/// written with an escape, but for such as are given as `key/`. A key that is given as `key/` is
/// there, and of its value only where it stands: a collection holds nothing. At most 32 keys. Cost:
/// linear, and of what is left out no memory.
[[nodiscard]] std::optional<Document> read_json_without(std::shared_ptr<const SourceText> text,
                                                        JsonForm form,
                                                        std::span<const std::string_view> unread);

/// Reads one table (RFC 4180) as a list of rows, each a list of cells, the head of the table among
/// them; a cell is a text or, where nothing stands, null. Cells are separated by what separates the
/// first line's: comma, semicolon or tab; lines may end with LF alone, a byte order mark may come
/// first, empty lines are none. Refuses, with a place: rows with more or fewer cells than the first
/// one, quotes that are not closed or stand inside of a plain cell, and what no text has. Codes:
/// `invalid-csv`, `invalid-utf8`, `control-character`, `too-large`. Cost: linear. Thread-safe.
[[nodiscard]] Result<Document> read_csv(std::shared_ptr<const SourceText> text);

/// Reads entries of a directory (RFC 2849) as a list of mappings: `dn` to a text, each attribute,
/// as it is first written, to the list of its values; names that differ in case are one. A value
/// that stands in another file is null; one in base64 may be any bytes. Entries that are added are
/// those that are there; other changes are refused. What clients write behind the entries
/// (`search`, `result`, `ref`) is a mapping without `dn`. Text may be UTF-8. Codes: `invalid-ldif`,
/// `invalid-utf8`, `control-character`, `too-large`. Cost: linear, but for the sorting of an
/// entry's attributes. Thread-safe.
[[nodiscard]] Result<Document> read_ldif(std::shared_ptr<const SourceText> text);

/// Reads a text that another reader takes apart as the list of its lines, each without its line
/// break (LF, or CR LF). Codes: `invalid-utf8`, `control-character`,
/// `too-large`. Cost: linear. Thread-safe.
[[nodiscard]] Result<Document> read_lines(std::shared_ptr<const SourceText> text);

/// Whether `read_document` takes a file of this name for lines.
[[nodiscard]] bool holds_lines(std::string_view path);

/// By the file's name: `.json` is JSON, `.jsonl` and `.ndjson` are lines of it, `.csv` a table,
/// `.ldif` entries, `.conf`, `.ini` and `.sql` lines, everything else YAML.
[[nodiscard]] Result<Document> read_document(std::shared_ptr<const SourceText> text);

/// Likewise by `read_json_without`; nothing also of what is no JSON.
[[nodiscard]] std::optional<Document> read_document_without(
    std::shared_ptr<const SourceText> text, std::span<const std::string_view> unread);

}  // namespace accessdrift
