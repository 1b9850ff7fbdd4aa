#include "accessdrift/report/html/strip.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "accessdrift/report/html/strip_cells.h"

namespace accessdrift {
namespace {

/// What is drawn as one strip.
using StripKey = std::tuple<std::string, std::string, bool>;  // attribute, element, recurs

StripKey key_of(const Restriction& restriction) {
  return {restriction.attribute, restriction.element, restriction.recurs};
}

/// The restrictions of one attribute on a side: any of them suffices.
using Alternatives = std::vector<const Restriction*>;

/// A region as a product of attributes.
struct Product {
  bool is_never = false;
  std::vector<std::pair<StripKey, Alternatives>> parts;

  [[nodiscard]] const Alternatives* find(const StripKey& key) const {
    const auto found = std::ranges::find(parts, key, &std::pair<StripKey, Alternatives>::first);
    return found == parts.end() ? nullptr : &found->second;
  }
};

/// Several terms are a product if all are about one attribute.
std::optional<Product> product_of_terms(const std::vector<Term>& terms) {
  Product product;
  if (terms.size() == 1) {
    for (const Restriction& restriction : terms.front())
      product.parts.push_back({key_of(restriction), {&restriction}});
    return product;
  }
  for (const Term& term : terms) {
    if (term.size() != 1) return std::nullopt;
    const StripKey key = key_of(term.front());
    if (product.parts.empty()) product.parts.push_back({key, {}});
    if (product.parts.front().first != key) return std::nullopt;
    product.parts.front().second.push_back(&term.front());
  }
  return product;
}

std::optional<Product> product_of(const AnswerText& answer) {
  if (answer.kind == AnswerText::Kind::Unknown || answer.more != 0) return std::nullopt;
  if (answer.kind == AnswerText::Kind::When) return product_of_terms(answer.terms);
  Product product;
  product.is_never = answer.kind == AnswerText::Kind::Never;
  return product;
}

/// What a side says of one attribute.
SideOfStrip side_of(const Product& product, const StripKey& key) {
  const Alternatives* const alternatives = product.find(key);
  if (alternatives != nullptr) return {*alternatives, false};
  return {{}, !product.is_never};
}

std::optional<Strip> strip_of(const Product& before, const Product& after, const StripKey& key,
                              const std::vector<Vocabulary::Network>& networks) {
  const auto& [attribute, element, recurs] = key;
  Strip strip;
  strip.attribute = element.empty() ? attribute : attribute + " has " + element;
  const SideOfStrip was = side_of(before, key);
  const SideOfStrip is = side_of(after, key);
  auto drawn = recurs ? week_cells(was, is) : value_cells(was, is, networks);
  if (!drawn) return std::nullopt;
  strip.zone = std::move(drawn->zone);
  strip.cells = std::move(drawn->cells);
  return strip;
}

}  // namespace

std::vector<Strip> strips_of(const AnswerText& before, const AnswerText& after,
                             const std::vector<Vocabulary::Network>& networks) {
  const std::optional<Product> was = product_of(before);
  const std::optional<Product> is = product_of(after);
  if (!was || !is) return {};
  std::set<StripKey> keys;
  for (const Product* const product : {&*was, &*is})
    for (const auto& part : product->parts) keys.insert(part.first);
  std::vector<Strip> strips;
  for (const StripKey& key : keys) {
    auto strip = strip_of(*was, *is, key, networks);
    if (!strip) return {};
    strips.push_back(std::move(*strip));
  }
  return strips;
}

}  // namespace accessdrift
