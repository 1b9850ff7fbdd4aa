resource "google_iap_web_backend_service_iam_binding" "payroll" {
  project             = "shop"
  web_backend_service = "payroll"
  role                = "roles/iap.httpsResourceAccessor"
  members             = ["group:finance@lark.example"]
}
