#include "accessdrift/source/cut_history.h"

#include <algorithm>

namespace accessdrift {

Result<Ancestors> ancestors_in(const CutHistory& history, const std::string& tip) {
  Ancestors found;
  std::vector<std::string> todo{tip};
  while (!todo.empty()) {
    const std::string id = std::move(todo.back());
    todo.pop_back();
    if (found.contains(id)) continue;
    auto parents = history.parents(id);
    if (!parents) return failure(std::move(parents.error()));
    todo.insert(todo.end(), parents->begin(), parents->end());
    found.emplace(id, std::move(*parents));
  }
  return found;
}

Result<std::vector<std::string>> commits_between_in(const CutHistory& history,
                                                    const std::optional<std::string>& from,
                                                    const std::string& to) {
  const Result<Ancestors> left_out = from ? ancestors_in(history, *from) : Ancestors{};
  if (!left_out) return failure(left_out.error());
  const auto all = ancestors_in(history, to);
  if (!all) return failure(all.error());
  // Depth first: a commit is done once its parents are.
  std::vector<std::string> done;
  std::unordered_set<std::string> seen;
  std::vector<std::pair<std::string, std::size_t>> path;  // with the next parent to visit
  const auto enter = [&](const std::string& id) {
    if (!left_out->contains(id) && seen.insert(id).second) path.emplace_back(id, 0);
  };
  enter(to);
  while (!path.empty()) {
    const std::string id = path.back().first;
    const std::vector<std::string>& parents = all->at(id);
    if (path.back().second < parents.size()) {
      enter(parents[path.back().second++]);
    } else {
      done.push_back(id);
      path.pop_back();
    }
  }
  std::ranges::reverse(done);
  return done;
}

}  // namespace accessdrift
