#include <iostream>

#include "accessdrift/load/loader.h"

int main() {
  const auto sides = accessdrift::open_side("/nowhere", ".");
  if (sides) return 1;
  std::cout << "linked\n";
}
