/// may_access FOLDER WHO ACTION RESOURCE: exit 0 if the configuration in FOLDER allows it, 1 if
/// not, 2 if there is no answer.
#include <iostream>

#include "accessdrift/engine/decide.h"
#include "accessdrift/load/loader.h"

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto sides = accessdrift::open_side(argv[1], ".");
  if (!sides) return 2;
  accessdrift::Loader loader;
  const auto side = loader.load(sides->after);
  if (!side) return 2;
  accessdrift::Decider decider(side->snapshot);
  const auto decided = decider.decide(argv[2], argv[3], argv[4]);
  if (decided == accessdrift::Decided::Allow) return std::cout << "allow\n", 0;
  if (decided == accessdrift::Decided::Deny) return std::cout << "deny\n", 1;
  return 2;
}
