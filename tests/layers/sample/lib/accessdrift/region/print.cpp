#include <CLI/CLI.hpp>
#include <boost/any.hpp>
#include <yaml.h>
  #  include "accessdrift/engine/decide.h"
#include "accessdrift/model/value.h"
