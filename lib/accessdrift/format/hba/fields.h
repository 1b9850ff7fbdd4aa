#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"
#include "accessdrift/format/hba/dialect.h"
#include "accessdrift/format/hba/files.h"
#include "accessdrift/format/named_files.h"

namespace accessdrift::hba {

/// A word of a file. `is_quoted`: it starts with a quote, so it is a name, whatever it reads like.
struct Token {
  std::string text;
  Span span;  ///< of the file in which it stands, which may be an included one
  bool is_quoted = false;

  [[nodiscard]] bool is_keyword(std::string_view word) const { return !is_quoted && text == word; }
};

/// Why a line is not read, in the words of who reads it.
struct Problem {
  std::string message;
  Span span;         ///< what is wrong
  std::string help;  ///< may be empty
};

/// A line of a file of PostgreSQL: fields between blanks, each a list of words between commas. One
/// with a problem may lack words.
struct Fields {
  std::vector<std::vector<Token>> fields;
  Span span;  ///< of the line, and of those that go on with it
  std::optional<Problem> problem;
  bool is_absent = false;  ///< without words: it includes what may be missing, and is not read
};

/// Takes a file apart as PostgreSQL does: comments, quotes, joined lines, `@file` and, from 16 on,
/// included files, whose lines stand among those that include them. Lines without a word are none.
/// Cost: linear in what is read; a file that is named often is read as often, and at most two
/// million words come of it all.
[[nodiscard]] std::vector<Fields> read_fields(const Document& file, const Files& files,
                                              const Dialect& dialect);

/// What a file names by `@file` or includes, in whatever dialect. Cost: linear.
[[nodiscard]] std::vector<NamedFile> named_files(const Document& file);

}  // namespace accessdrift::hba
