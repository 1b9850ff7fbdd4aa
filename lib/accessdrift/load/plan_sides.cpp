#include "accessdrift/load/plan_sides.h"

#include <algorithm>
#include <map>
#include <utility>

#include "accessdrift/format/registry.h"
#include "accessdrift/format/terraform/terraform.h"
#include "accessdrift/load/read_file.h"
#include "accessdrift/source/directory_tree.h"
#include "accessdrift/source/disk.h"
#include "accessdrift/source/memory_tree.h"
#include "accessdrift/source/shell_word.h"

namespace accessdrift {
namespace {

/// The plan alone, under the name by which it was given.
Result<PlanFile> read_plan(const std::string& word, const std::string& folder) {
  const std::string full = join_path(folder, word);
  if (look_on_disk(full).kind == TreeNode::Kind::Nothing) return failure(not_found(full, word));
  Result<std::string> bytes = read_file(full, word);
  if (!bytes) return failure(std::move(bytes.error()));
  const std::string help =
      "terraform show -json " + shell_word(word) + " > plan.json, and --plan plan.json";
  if (bytes->starts_with("PK"))
    return failure(error_without_place(
        "binary-plan", "`" + word + "` is Terraform's own plan file, which only it reads", help));
  if (std::ranges::none_of(terraform::kExtensions,
                           [&](std::string_view ending) { return word.ends_with(ending); }))
    return failure(error_without_place("unknown-file-type",
                                       "`" + word + "` is no JSON file by its name", help));
  auto tree =
      std::make_shared<MemoryTree>(std::map<std::string, std::string>{{word, std::move(*bytes)}});
  return PlanFile{std::move(tree), {word, {}}, find_format(terraform::kFormat.name)};
}

/// The files in the plan's folder, as far as something chooses them.
Result<std::shared_ptr<Tree>> open_beside(const PlanWords& words, const std::string& folder) {
  const std::size_t end = words.plan.rfind('/');
  const std::string beside =
      end == std::string::npos ? folder : join_path(folder, words.plan.substr(0, end));
  const bool has_project = look_on_disk(join_path(beside, std::string(kProjectFileName))).kind !=
                           TreeNode::Kind::Nothing;
  if (!has_project && !words.reads_beside)
    return std::shared_ptr<Tree>(
        std::make_shared<MemoryTree>(std::map<std::string, std::string>{}));
  auto tree = open_path(beside, beside);
  if (!tree) return failure(std::move(tree.error()));
  return std::shared_ptr<Tree>(std::move(*tree));
}

}  // namespace

Result<Sides> open_plan(const PlanWords& words, const std::string& folder) {
  Result<PlanFile> plan = read_plan(words.plan, folder);
  if (!plan) return failure(std::move(plan.error()));
  Sides sides;
  if (words.onto) {
    Result<Sides> there = open_side(words.onto, folder);
    if (!there) return there;
    sides = std::move(*there);
    sides.after.spec += " + " + words.plan;
    sides.after.commit.reset();
  } else {
    Result<std::shared_ptr<Tree>> beside = open_beside(words, folder);
    if (!beside) return failure(std::move(beside.error()));
    for (Side* const side : {&sides.before, &sides.after}) {
      side->spec = words.plan;
      side->tree = *beside;
      side->reads_chosen_only = true;
    }
    sides.before.note = "prior state";
    sides.after.note = "planned";
  }
  sides.before.plan = sides.after.plan = std::move(*plan);
  sides.before.plan->moment = Moment::Before;
  return sides;
}

}  // namespace accessdrift
