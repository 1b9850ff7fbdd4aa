#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/engine/engine.h"
#include "accessdrift/engine/id_table.h"
#include "accessdrift/engine/packed_set.h"
#include "accessdrift/engine/routing.h"
#include "accessdrift/model/request.h"

namespace accessdrift {

/// The answer to one live request.
enum class Decided : std::uint8_t {
  Allow,
  Deny,
  UnknownResource,  ///< the resource does not exist
  UnknownAction,    ///< the resource has no such action
  Incomplete,       ///< a required attribute is missing, or one of the world on which the answer
                    ///< hangs, or a value is of no declared type
  Limited  ///< a bound of the compiled form was hit, the time lies before what it knows, or two
           ///< unknowns are compared; the plain interpreter can still tell
};

/// Decides live requests on the compiled form of one snapshot (DESIGN §5, live): intern, find the
/// resource, test the sets, walk the diagram.
///
/// The first request for a target compiles it, unless `prepare` was called; after that `decide`
/// neither allocates nor locks, and may be called by any number of threads. Who is not active, or
/// not listed, is decided as `anonymous`; in an open directory a stranger stands for who is not
/// known, which allocates. What is not told counts as absent, but for the time of the request:
/// where the answer hangs on it, a request without it is incomplete, and one before `from` is
/// limited, since what was over by then is not known.
class Decider {
 public:
  explicit Decider(std::shared_ptr<const Snapshot> snapshot, Instant from = kFirstInstant);

  /// Compiles every target. Cost: one combination a resource and action.
  void prepare();

  /// A value that the snapshot's declarations do not allow is Incomplete, whether or not the answer
  /// hangs on it; what no context declares is not looked at, nor is what a URL tells.
  [[nodiscard]] Decided decide(std::string_view identity, std::string_view action,
                               std::string_view resource, const RequestAttributes& attributes = {});
  /// By URL: Deny where it is refused, nobody owns it, or the method means no action. It allocates
  /// the URL's normal form.
  [[nodiscard]] Decided decide(std::string_view identity, const UrlRequest& request,
                               const RequestAttributes& attributes = {});

  [[nodiscard]] const Snapshot& snapshot() const { return *snapshot_; }

 private:
  struct Part {
    PackedSet identities;
    Region region;
  };
  /// Disjoint parts, a range of `parts_`; who is in none never has access.
  struct Target {
    std::uint32_t first_part = 0;
    std::uint32_t parts = 0;
    bool is_ready = false;
    bool is_limited = false;
  };
  struct Required {
    std::string attribute;
    bool may_stay_open = false;  ///< of the world, which need not be told
  };
  [[nodiscard]] IdentityIndex find_identity(std::string_view id) const;
  const Target& compiled(ResourceIndex resource, std::size_t action_at);
  [[nodiscard]] Region region_of(const Target& target, IdentityIndex identity) const;
  [[nodiscard]] bool is_well_formed(const RequestAttributes& attributes) const;
  [[nodiscard]] bool is_too_early(const RequestAttributes& attributes) const;
  /// What a request tells: of the URL nothing, if it is by id.
  struct Asked {
    const RequestAttributes& attributes;
    RequestAttributes of_url;
    [[nodiscard]] const RequestAttributes& telling(std::string_view attribute) const {
      return is_told_by_url(attribute) ? of_url : attributes;
    }
  };
  [[nodiscard]] Decided decide(IdentityIndex who, ResourceIndex resource, std::size_t action_at,
                               const Asked& asked);
  [[nodiscard]] bool is_settled(Region region) const;
  [[nodiscard]] Decided holds(Region region, const Asked& asked) const;
  [[nodiscard]] Decided whatever_it_is(Level level, Region region, const Asked& asked,
                                       Decided otherwise) const;
  [[nodiscard]] static Decided cannot_hold(const Told& told);
  [[nodiscard]] std::optional<std::uint32_t> answer(const Universe::Attribute& opaque,
                                                    const Asked& asked) const;

  std::shared_ptr<const Snapshot> snapshot_;
  Instant from_;
  Population population_;
  Universe universe_;
  Engine engine_;
  IdTable identities_;  ///< by id and alias, folded, and `client:NAME`
  IdTable resources_;
  Routing routing_;
  std::vector<Required>
      required_;  ///< attributes that a request must have, and that some condition reads
  std::vector<std::uint32_t> first_target_;  ///< by resource
  std::vector<Target> targets_;              ///< by resource, then action in its order
  std::vector<Part> parts_;
};

}  // namespace accessdrift
