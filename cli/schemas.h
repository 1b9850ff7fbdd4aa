#pragma once

#include <span>
#include <string>
#include <string_view>

namespace accessdrift::cli {

/// The JSON Schema of a format that programs read or write, as it stands in `schemas/`.
struct SchemaFile {
  std::string_view name;  ///< `diff`
  std::string_view text;  ///< without the parts that several share
};

/// In the order of the list that people see.
[[nodiscard]] std::span<const SchemaFile> schema_files();
/// Each an object of definitions by name.
[[nodiscard]] std::span<const std::string_view> schema_parts();

/// The schema with the parts that it refers to, which needs no other file.
[[nodiscard]] std::string whole_schema(const SchemaFile& file);

struct SchemaHead {
  std::string version;  ///< `1.0`; of a format that people write `1`
  std::string title;
};
[[nodiscard]] SchemaHead schema_head(const SchemaFile& file);

}  // namespace accessdrift::cli
