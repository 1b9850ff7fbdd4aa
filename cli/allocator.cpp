// How the program allocates: by jemalloc, in huge pages where the kernel gives them when asked.
//
// A comparison fills memory once and drops it at its end, so that most of what the kernel adds to
// it are page faults: at 100,000 people half of the run. jemalloc reads this symbol before `main`.
// One arena, because the threads that read files allocate little at a time, and each arena more
// keeps pages of its own.

extern "C" {
extern const char* malloc_conf;
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): the name and type that
// jemalloc looks for
const char* malloc_conf = "thp:always,narenas:1";
}
