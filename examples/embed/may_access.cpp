/// may_access FOLDER WHO ACTION RESOURCE: exit 0 if the configuration in FOLDER allows it, 1 if not, 2 if there is no answer.
#include <iostream>

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/load/loader.h"

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  accessdrift::Loader loader;
  const auto sides = accessdrift::open_side(argv[1], ".");
  if (!sides) return 2;
  const auto side = loader.load(sides->after);
  if (!side) return 2;
  const accessdrift::Interpreter interpreter(*side->snapshot);
  const accessdrift::Request request{argv[2], argv[3], argv[4], {}};
  const bool allowed = interpreter.decide(request) == accessdrift::Outcome::Allow;
  std::cout << (allowed ? "allow\n" : "deny\n");
  return allowed ? 0 : 1;
}
