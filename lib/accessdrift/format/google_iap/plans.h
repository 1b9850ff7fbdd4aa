#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/google_iap/answers.h"

namespace accessdrift::google_iap {

/// What the files of one side hold: answers of Google Cloud, and what plans of changes make of
/// them. A plan's access level, deny policy, settings or role stands in place of an answer of its
/// name where the plan changes it, and else behind it.
class Plans {
 public:
  explicit Plans(SourceReading& reading);

  /// Calls `visit(file, item)` for each answer, those of plans among them.
  template <typename Visit>
  void each(Visit&& visit) {
    for (SourceReading::File& file : reading_.files) {
      each_item_of(file, [&](NodeView item) {
        if (!file.is_translated) {
          if (!is_replaced(item)) visit(file, item);
          return;
        }
        each_planned(file, item, [&](NodeView planned) {
          const bool is_told = told_.contains(source::text_of(planned, "name"));
          const bool counts = file.moment == Moment::After && does_change(item);
          if (!is_told || counts) visit(file, planned);
        });
      });
    }
  }

  /// Likewise what plans say of who has which role: a mapping with `address`, `actions`, `before`
  /// and `after`.
  template <typename Visit>
  void each_change(Visit&& visit) {
    for (SourceReading::File& file : reading_.files) {
      if (!file.is_translated) continue;
      source::each_item(NodeView(file.document), [&](NodeView item) {
        if (source::text_of(item, "kind") == "iam") visit(file, item);
      });
    }
  }

  /// Calls `visit(file, answer)` for what plans have of these kinds, before or after.
  template <typename Visit>
  void each_of(std::initializer_list<Kind> kinds, Visit&& visit) {
    for (SourceReading::File& file : reading_.files) {
      if (!file.is_translated) continue;
      source::each_item(NodeView(file.document), [&](NodeView item) {
        for (const std::string_view key : {"before", "after"}) {
          const std::optional<NodeView> state = source::find(item, key);
          const std::optional<Kind> kind = state ? kind_of(*state) : std::nullopt;
          if (kind && std::ranges::find(kinds, *kind) != kinds.end()) visit(file, *state);
        }
      });
    }
  }

  [[nodiscard]] static bool does_change(NodeView item);

 private:
  template <typename Visit>
  static void each_item_of(const SourceReading::File& file, Visit&& visit) {
    if (file.is_translated) return source::each_item(NodeView(file.document), visit);
    each_answer(NodeView(file.document), visit);
  }

  /// What an item is at the moment that is asked of: one answer, or a list of them.
  template <typename Visit>
  static void each_planned(const SourceReading::File& file, NodeView item, Visit&& visit) {
    if (source::text_of(item, "kind") == "iam") return;
    const std::string_view key = file.moment == Moment::Before ? "before" : "after";
    const std::optional<NodeView> state = source::find(item, key);
    if (!state) return;
    if (state->is_sequence()) return source::each_item(*state, visit);
    visit(*state);
  }

  [[nodiscard]] bool is_replaced(NodeView answer) const;
  void note_replaced(NodeView item);

  SourceReading& reading_;
  std::set<std::string, std::less<>> told_;      ///< names of answers
  std::set<std::string, std::less<>> replaced_;  ///< of answers that plans change
  std::set<std::string, std::less<>> policies_;  ///< access policies of which plans tell all levels
};

}  // namespace accessdrift::google_iap
