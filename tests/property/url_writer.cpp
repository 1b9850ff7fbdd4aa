#include "condition_writer.h"
#include "vocabulary.h"

namespace accessdrift::property {

std::string ConditionWriter::url_test() {
  static const std::vector<std::string> kTold{"request.path", "request.path", "request.path",
                                              "request.host", "request.method"};
  const std::string& told = random_.pick(kTold);
  const bool is_through_variable = random_.chance(6);
  const std::string text = is_through_variable ? "v" : told;
  std::string test;
  if (told == "request.path") test = path_test(text);
  if (told == "request.host") test = host_test(text);
  if (told == "request.method") test = method_test(text);
  if (is_through_variable) return "[" + told + "].exists(v, " + test + ")";
  switch (random_.below(12)) {
    case 0:
      return "has(" + told + ")";
    case 1:
      return "!has(" + told + ") || " + test;
    case 2:
      return "has(" + told + ") && " + test;
    default:
      return test;
  }
}

std::string ConditionWriter::path_test(const std::string& path) {
  const std::string one = literal_of(random_.pick(kToldPaths));
  switch (random_.below(10)) {
    case 0:
      return membership(path, {one, literal_of(random_.pick(kToldPaths))});
    case 1:
      return path + " == " + one;
    case 2:
      return path + " != " + one;
    case 3:
      return path + ".endsWith(\"/\")";
    case 4:
      return path + ".contains(\"admin\")";
    case 5:
      return "!" + path + ".startsWith(" + one + ")";
    default:
      return path + ".startsWith(" + one + ")";
  }
}

std::string ConditionWriter::host_test(const std::string& host) {
  const std::string one = literal_of(random_.pick(kToldHosts));
  switch (random_.below(5)) {
    case 0:
      return membership(host, {one, literal_of(random_.pick(kToldHosts))});
    case 1:
      return host + " != " + one;
    case 2:
      return host + ".endsWith(" + one + ")";
    default:
      return host + " == " + one;
  }
}

std::string ConditionWriter::method_test(const std::string& method) {
  const std::string one = literal_of(random_.pick(kHttpMethods));
  switch (random_.below(4)) {
    case 0:
      return membership(method, {one, literal_of(random_.pick(kHttpMethods))});
    case 1:
      return method + " != " + one;
    default:
      return method + " == " + one;
  }
}

}  // namespace accessdrift::property
