# Sourced by examples/quickstart and tests/run: which Debian packages each needs, and how to get them.

# What builds the program.
build_packages=(
  ca-certificates cmake g++ git libcli11-dev libexpected-dev libfmt-dev libgit2-dev libidn2-dev libjemalloc-dev
  libre2-dev libroaring-dev libssl-dev libunistring-dev libutf8proc-dev libyaml-dev ninja-build nlohmann-json3-dev
  pkg-config tzdata zlib1g-dev
)
# What its tests need on top.
test_packages=(
  chromium clang-16 cmark-gfm doctest-dev dpkg-dev fakeroot file fish groff-base libclang-rt-16-dev libexpat1-dev mold nodejs
  openssl pgbouncer postgresql-15 python3 python3-jsonschema python3-yaml zsh
)
# What `tests/run --full` needs on top.
full_packages=(buildah clang-format-16 clang-tidy-16 debootstrap lintian)

# Installs those of the named packages that are missing, and says which first. Without apt it leaves them to the user.
install_packages() {
  local missing=() as_root=() package
  for package in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null |
      grep -qx installed || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    echo "this is not Debian; needed are the likes of: ${missing[*]}" >&2
    return 0
  fi
  echo "installing Debian packages: ${missing[*]}" >&2
  if ((EUID != 0)); then
    command -v sudo >/dev/null || {
      echo "not root, and there is no sudo; as root: apt-get install ${missing[*]}" >&2
      return 1
    }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq >&2
  # A test starts servers of its own; none is wanted beside them.
  if [[ " ${missing[*]} " == *" postgresql-15 "* ]]; then
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-common >&2
    "${as_root[@]}" sed -i 's/^#\? *create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}
