#include "accessdrift/report/report.h"
