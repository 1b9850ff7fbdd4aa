#include "accessdrift/source/leased_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace accessdrift {
namespace {

#if defined(F_SETLEASE) && defined(MADV_POPULATE_READ)

/// Where nobody but processes of this machine writes: a server behind a file system, as that of
/// NFS, FUSE or a virtual machine's host, asks for no lease.
bool is_on_local_disk(int descriptor) {
  constexpr std::array<std::uint32_t, 6> kLocal = {EXT4_SUPER_MAGIC,  XFS_SUPER_MAGIC,
                                                   BTRFS_SUPER_MAGIC, F2FS_SUPER_MAGIC,
                                                   TMPFS_MAGIC,       OVERLAYFS_SUPER_MAGIC};
  struct statfs about {};
  return ::fstatfs(descriptor, &about) == 0 &&
         std::ranges::find(kLocal, static_cast<std::uint32_t>(about.f_type)) != kLocal.end();
}

/// Memory that begins with a file's bytes and goes on with a NUL or more.
class Mapping {
 public:
  explicit Mapping(std::size_t bytes)
      : room_((bytes / page() + 1) * page()),
        at_(::mmap(nullptr, room_, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {}
  ~Mapping() {
    if (is_there()) ::munmap(at_, room_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  [[nodiscard]] bool is_there() const { return at_ != MAP_FAILED; }
  [[nodiscard]] const char* at() const { return static_cast<const char*>(at_); }

  /// All of the file, read into the kernel's memory: what cannot be read is known then.
  [[nodiscard]] bool map(int descriptor, std::size_t bytes) {
    const std::size_t whole = (bytes + page() - 1) / page() * page();
    return ::mmap(at_, whole, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == at_ &&
           ::madvise(at_, whole, MADV_POPULATE_READ) == 0;
  }
  /// The same bytes, whatever becomes of the file; readers notice nothing. False: no memory.
  [[nodiscard]] bool become_copy() {
    void* const copy =
        ::mmap(nullptr, room_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED) return false;
    std::memcpy(copy, at_, room_);
    const bool is_done =
        ::mprotect(copy, room_, PROT_READ) == 0 &&
        ::mremap(copy, room_, room_, MREMAP_MAYMOVE | MREMAP_FIXED, at_) != MAP_FAILED;
    if (!is_done) ::munmap(copy, room_);
    return is_done;
  }

 private:
  static std::size_t page() {
    static const auto kSize = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return kSize;
  }

  std::size_t room_;
  void* at_;
};

class LeasedFile;

/// Looks on a thread of its own whether somebody waits for a file that is leased, and has its
/// bytes copied then.
class Watch {
 public:
  Watch() : worker_([this] { work(); }) {}
  ~Watch() {
    {
      const std::scoped_lock lock(mutex_);
      is_stopping_ = true;
    }
    changed_.notify_all();
    worker_.join();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void add(LeasedFile* file) {
    const std::scoped_lock lock(mutex_);
    files_.push_back(file);
  }
  void remove(LeasedFile* file) {
    const std::scoped_lock lock(mutex_);
    std::erase(files_, file);
  }

 private:
  static constexpr std::chrono::milliseconds kBetween{20};

  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<LeasedFile*> files_;
  bool is_stopping_ = false;
  std::thread worker_;
};

class LeasedFile {
 public:
  LeasedFile(int descriptor, std::size_t bytes, std::shared_ptr<Watch> watch)
      : mapping_(bytes),
        descriptor_(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)),
        watch_(std::move(watch)) {}
  ~LeasedFile() {
    watch_->remove(this);
    end_lease();
  }
  LeasedFile(const LeasedFile&) = delete;
  LeasedFile& operator=(const LeasedFile&) = delete;

  [[nodiscard]] const char* at() const { return mapping_.at(); }

  /// Looked at only behind the lease: the file may have changed before.
  [[nodiscard]] bool hold(std::size_t bytes) {
    if (!mapping_.is_there() || descriptor_ < 0 || !is_on_local_disk(descriptor_)) return false;
    // A signal tells that somebody waits. One that is ignored unless somebody asks for it.
    if (::fcntl(descriptor_, F_SETSIG, SIGURG) != 0) return false;
    if (::fcntl(descriptor_, F_SETLEASE, F_RDLCK) != 0) return false;
    ::fcntl(descriptor_, F_SETOWN, 0);
    struct stat about {};
    const bool is_same =
        ::fstat(descriptor_, &about) == 0 && static_cast<std::size_t>(about.st_size) == bytes;
    if (!is_same || !mapping_.map(descriptor_, bytes)) return false;
    if (mapping_.at()[bytes] != '\0') return false;  // somebody left bytes behind the end
    watch_->add(this);
    return true;
  }
  void give_way() {
    const bool somebody_waits = descriptor_ >= 0 && ::fcntl(descriptor_, F_GETLEASE) == F_UNLCK;
    if (somebody_waits && mapping_.become_copy()) end_lease();
  }

 private:
  void end_lease() {
    if (descriptor_ < 0) return;
    ::fcntl(descriptor_, F_SETLEASE, F_UNLCK);
    ::close(std::exchange(descriptor_, -1));
  }

  Mapping mapping_;
  int descriptor_;
  std::shared_ptr<Watch> watch_;
};

void Watch::work() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kBetween, [this] { return is_stopping_; }))
    for (LeasedFile* const file : files_) file->give_way();
}

/// One for all files that are held.
std::shared_ptr<Watch> watch() {
  static std::mutex mutex;
  static std::weak_ptr<Watch> known;
  const std::scoped_lock lock(mutex);
  std::shared_ptr<Watch> one = known.lock();
  if (!one) known = one = std::make_shared<Watch>();
  return one;
}

#endif

}  // namespace

std::optional<FileBytes> lease_file(int descriptor, std::size_t size) {
#if defined(F_SETLEASE) && defined(MADV_POPULATE_READ)
  try {
    const auto file = std::make_shared<LeasedFile>(descriptor, size, watch());
    if (file->hold(size)) return FileBytes(file, {file->at(), size});
  } catch (const std::system_error&) {  // no thread
  }
#else
  (void)descriptor;
  (void)size;
#endif
  return std::nullopt;
}

}  // namespace accessdrift
