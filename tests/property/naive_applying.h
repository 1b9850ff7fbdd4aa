#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "naive.h"

namespace accessdrift::naive {

/// For what requests each policy applies: when people are signed in and named, and where its scopes
/// and condition hold; kept, because people and resources share answers.
class Applying {
 public:
  Applying(const Side& side, const RepresentativeRequests& requests);

  [[nodiscard]] const RequestSet& everything() const { return everything_; }

  /// From now on all requests are for a URL that tells this; for none if it tells nothing.
  void ask_by_url(const Attributes& of_url);

  /// For which requests the policy names the person.
  [[nodiscard]] const RequestSet& named(std::size_t rule, std::size_t person);
  /// For which requests the person, not anonymous, is signed in.
  [[nodiscard]] RequestSet signed_in(std::size_t person) const;

  /// REQUIRES: the policy names the person and covers the resource.
  [[nodiscard]] const RequestSet& applies(std::size_t rule, std::size_t person, std::size_t thing);

 private:
  struct Reader {
    bool is_plain = true;  ///< neither scopes nor a condition
    bool reads_url = false;
    std::vector<std::size_t> alike_people;   ///< by person: the first of whom it reads the same
    std::vector<std::size_t> alike_things;   ///< by resource
    std::vector<std::size_t> axes;           ///< those that it reads
    std::vector<std::uint32_t> combination;  ///< by request: the number of the values that it reads
    std::vector<std::size_t> example;        ///< by combination: a request that has it
  };
  using Key = std::tuple<const Reader*, std::size_t, std::size_t, std::size_t>;

  /// Requests that are made at one time in worlds that tell the same of who is in which group.
  struct Moment {
    Circumstances in;
    RequestSet requests;
    const Side::Names* names = nullptr;  ///< that are used then
  };

  void gather_moments();
  [[nodiscard]] Circumstances circumstances_of(std::size_t request) const;
  [[nodiscard]] Reader reader_of(const Rule& rule, bool of_unknown) const;
  void number_combinations(Reader& reader) const;
  [[nodiscard]] RequestSet evaluate(const Rule& rule, const Reader& reader, std::size_t person,
                                    std::size_t thing) const;
  /// What of a request a policy reads; of the next one only what differs is written anew.
  struct Reads {
    Attributes attributes;
    std::set<std::string> unreadable;
    std::vector<std::optional<std::size_t>> digits;  ///< by axis of the reader
  };
  void tell(const Reader& reader, std::size_t person, std::size_t request, Reads& told) const;
  [[nodiscard]] bool holds_for(const Rule& rule, std::size_t person, std::size_t thing,
                               const Reads& told) const;

  const Side& side_;
  const RepresentativeRequests& requests_;
  std::size_t count_;
  RequestSet everything_;
  std::vector<Moment> moments_;
  std::vector<std::vector<std::optional<Value>>> seen_;
  std::vector<char> tells_members_;         ///< by axis
  std::vector<std::vector<char>> allowed_;  ///< as `seen_`
  std::vector<std::optional<Reader>> readers_;
  std::vector<std::optional<Reader>> readers_of_unknown_;
  std::map<std::pair<std::size_t, std::size_t>, RequestSet> named_;
  Attributes of_url_;
  std::map<Attributes, std::size_t> url_numbers_;
  std::size_t url_number_ = 0;
  std::map<Key, RequestSet> known_;
};

}  // namespace accessdrift::naive
