// libgit2 can sign in to a server by Kerberos, of which Debian has no archive. The program opens no
// connection, so these are never called; each says that it failed.

namespace {

constexpr unsigned kFailure = 13U << 16U;  ///< GSS_S_FAILURE, RFC 2744

}  // namespace

extern "C" {
// NOLINTNEXTLINE(readability-identifier-naming): the name that libgit2 links
void* GSS_C_NT_HOSTBASED_SERVICE = nullptr;
unsigned gss_delete_sec_context() { return kFailure; }
unsigned gss_display_status() { return kFailure; }
unsigned gss_import_name() { return kFailure; }
unsigned gss_indicate_mechs() { return kFailure; }
unsigned gss_init_sec_context() { return kFailure; }
unsigned gss_release_buffer() { return kFailure; }
unsigned gss_release_name() { return kFailure; }
unsigned gss_release_oid_set() { return kFailure; }
}
