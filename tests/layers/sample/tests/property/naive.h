#include "accessdrift/engine/decide.h"
