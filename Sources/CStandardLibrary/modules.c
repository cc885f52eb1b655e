// A file that is added to stdlib/ is added here; a test compares the two.
#include "CStandardLibrary.h"

static const unsigned char arguments_source[] = {
#embed "../../stdlib/_arguments.lua"
};

static const unsigned char aws_answers_source[] = {
#embed "../../stdlib/_aws_answers.lua"
};

static const unsigned char aws_credentials_source[] = {
#embed "../../stdlib/_aws_credentials.lua"
};

static const unsigned char aws_endpoints_source[] = {
#embed "../../stdlib/_aws_endpoints.lua"
};

static const unsigned char aws_errors_source[] = {
#embed "../../stdlib/_aws_errors.lua"
};

static const unsigned char aws_pages_source[] = {
#embed "../../stdlib/_aws_pages.lua"
};

static const unsigned char aws_requests_source[] = {
#embed "../../stdlib/_aws_requests.lua"
};

static const unsigned char aws_rest_source[] = {
#embed "../../stdlib/_aws_rest.lua"
};

static const unsigned char aws_send_source[] = {
#embed "../../stdlib/_aws_send.lua"
};

static const unsigned char aws_services_source[] = {
#embed "../../stdlib/_aws_services.lua"
};

static const unsigned char crypto_key_source[] = {
#embed "../../stdlib/_crypto_key.lua"
};

static const unsigned char glob_parse_source[] = {
#embed "../../stdlib/_glob_parse.lua"
};

static const unsigned char http_link_source[] = {
#embed "../../stdlib/_http_link.lua"
};

static const unsigned char http_page_styles_source[] = {
#embed "../../stdlib/_http_page_styles.lua"
};

static const unsigned char http_pages_source[] = {
#embed "../../stdlib/_http_pages.lua"
};

static const unsigned char http_path_source[] = {
#embed "../../stdlib/_http_path.lua"
};

static const unsigned char http_response_source[] = {
#embed "../../stdlib/_http_response.lua"
};

static const unsigned char ip_registry_source[] = {
#embed "../../stdlib/_ip_registry.lua"
};

static const unsigned char ip_text_source[] = {
#embed "../../stdlib/_ip_text.lua"
};

static const unsigned char jwt_algorithm_source[] = {
#embed "../../stdlib/_jwt_algorithm.lua"
};

static const unsigned char repl_source[] = {
#embed "../../stdlib/_repl.lua"
};

static const unsigned char semver_range_source[] = {
#embed "../../stdlib/_semver_range.lua"
};

static const unsigned char semver_version_source[] = {
#embed "../../stdlib/_semver_version.lua"
};

static const unsigned char tbl_deep_source[] = {
#embed "../../stdlib/_tbl_deep.lua"
};

static const unsigned char tbl_keyed_source[] = {
#embed "../../stdlib/_tbl_keyed.lua"
};

static const unsigned char tbl_sets_source[] = {
#embed "../../stdlib/_tbl_sets.lua"
};

static const unsigned char test_source[] = {
#embed "../../stdlib/_test.lua"
};

static const unsigned char test_equal_source[] = {
#embed "../../stdlib/_test_equal.lua"
};

static const unsigned char test_expect_source[] = {
#embed "../../stdlib/_test_expect.lua"
};

static const unsigned char test_matchers_source[] = {
#embed "../../stdlib/_test_matchers.lua"
};

static const unsigned char test_run_source[] = {
#embed "../../stdlib/_test_run.lua"
};

static const unsigned char test_snapshot_source[] = {
#embed "../../stdlib/_test_snapshot.lua"
};

static const unsigned char test_suite_source[] = {
#embed "../../stdlib/_test_suite.lua"
};

static const unsigned char text_layout_source[] = {
#embed "../../stdlib/_text_layout.lua"
};

static const unsigned char text_similar_source[] = {
#embed "../../stdlib/_text_similar.lua"
};

static const unsigned char time_calendar_source[] = {
#embed "../../stdlib/_time_calendar.lua"
};

static const unsigned char time_duration_source[] = {
#embed "../../stdlib/_time_duration.lua"
};

static const unsigned char time_format_source[] = {
#embed "../../stdlib/_time_format.lua"
};

static const unsigned char time_parse_source[] = {
#embed "../../stdlib/_time_parse.lua"
};

static const unsigned char url_query_source[] = {
#embed "../../stdlib/_url_query.lua"
};

static const unsigned char value_text_source[] = {
#embed "../../stdlib/_value_text.lua"
};

static const unsigned char xml_encode_source[] = {
#embed "../../stdlib/_xml_encode.lua"
};

static const unsigned char yaml_encode_source[] = {
#embed "../../stdlib/_yaml_encode.lua"
};

static const unsigned char async_source[] = {
#embed "../../stdlib/async.lua"
};

static const unsigned char aws_source[] = {
#embed "../../stdlib/aws.lua"
};

static const unsigned char base64_source[] = {
#embed "../../stdlib/base64.lua"
};

static const unsigned char cidr_source[] = {
#embed "../../stdlib/cidr.lua"
};

static const unsigned char crypto_source[] = {
#embed "../../stdlib/crypto.lua"
};

static const unsigned char csv_source[] = {
#embed "../../stdlib/csv.lua"
};

static const unsigned char glob_source[] = {
#embed "../../stdlib/glob.lua"
};

static const unsigned char hex_source[] = {
#embed "../../stdlib/hex.lua"
};

static const unsigned char http_source[] = {
#embed "../../stdlib/http.lua"
};

static const unsigned char jwt_source[] = {
#embed "../../stdlib/jwt.lua"
};

static const unsigned char prelude_source[] = {
#embed "../../stdlib/prelude.lua"
};

static const unsigned char semver_source[] = {
#embed "../../stdlib/semver.lua"
};

static const unsigned char tbl_source[] = {
#embed "../../stdlib/tbl.lua"
};

static const unsigned char text_source[] = {
#embed "../../stdlib/text.lua"
};

static const unsigned char time_source[] = {
#embed "../../stdlib/time.lua"
};

static const unsigned char url_source[] = {
#embed "../../stdlib/url.lua"
};

static const unsigned char xml_source[] = {
#embed "../../stdlib/xml.lua"
};

static const unsigned char yaml_source[] = {
#embed "../../stdlib/yaml.lua"
};

static const lh_module modules[] = {
  {"_arguments", arguments_source, sizeof arguments_source},
  {"_aws_answers", aws_answers_source, sizeof aws_answers_source},
  {"_aws_credentials", aws_credentials_source, sizeof aws_credentials_source},
  {"_aws_endpoints", aws_endpoints_source, sizeof aws_endpoints_source},
  {"_aws_errors", aws_errors_source, sizeof aws_errors_source},
  {"_aws_pages", aws_pages_source, sizeof aws_pages_source},
  {"_aws_requests", aws_requests_source, sizeof aws_requests_source},
  {"_aws_rest", aws_rest_source, sizeof aws_rest_source},
  {"_aws_send", aws_send_source, sizeof aws_send_source},
  {"_aws_services", aws_services_source, sizeof aws_services_source},
  {"_crypto_key", crypto_key_source, sizeof crypto_key_source},
  {"_glob_parse", glob_parse_source, sizeof glob_parse_source},
  {"_http_link", http_link_source, sizeof http_link_source},
  {"_http_page_styles", http_page_styles_source, sizeof http_page_styles_source},
  {"_http_pages", http_pages_source, sizeof http_pages_source},
  {"_http_path", http_path_source, sizeof http_path_source},
  {"_http_response", http_response_source, sizeof http_response_source},
  {"_ip_registry", ip_registry_source, sizeof ip_registry_source},
  {"_ip_text", ip_text_source, sizeof ip_text_source},
  {"_jwt_algorithm", jwt_algorithm_source, sizeof jwt_algorithm_source},
  {"_repl", repl_source, sizeof repl_source},
  {"_semver_range", semver_range_source, sizeof semver_range_source},
  {"_semver_version", semver_version_source, sizeof semver_version_source},
  {"_tbl_deep", tbl_deep_source, sizeof tbl_deep_source},
  {"_tbl_keyed", tbl_keyed_source, sizeof tbl_keyed_source},
  {"_tbl_sets", tbl_sets_source, sizeof tbl_sets_source},
  {"_test", test_source, sizeof test_source},
  {"_test_equal", test_equal_source, sizeof test_equal_source},
  {"_test_expect", test_expect_source, sizeof test_expect_source},
  {"_test_matchers", test_matchers_source, sizeof test_matchers_source},
  {"_test_run", test_run_source, sizeof test_run_source},
  {"_test_snapshot", test_snapshot_source, sizeof test_snapshot_source},
  {"_test_suite", test_suite_source, sizeof test_suite_source},
  {"_text_layout", text_layout_source, sizeof text_layout_source},
  {"_text_similar", text_similar_source, sizeof text_similar_source},
  {"_time_calendar", time_calendar_source, sizeof time_calendar_source},
  {"_time_duration", time_duration_source, sizeof time_duration_source},
  {"_time_format", time_format_source, sizeof time_format_source},
  {"_time_parse", time_parse_source, sizeof time_parse_source},
  {"_url_query", url_query_source, sizeof url_query_source},
  {"_value_text", value_text_source, sizeof value_text_source},
  {"_xml_encode", xml_encode_source, sizeof xml_encode_source},
  {"_yaml_encode", yaml_encode_source, sizeof yaml_encode_source},
  {"async", async_source, sizeof async_source},
  {"aws", aws_source, sizeof aws_source},
  {"base64", base64_source, sizeof base64_source},
  {"cidr", cidr_source, sizeof cidr_source},
  {"crypto", crypto_source, sizeof crypto_source},
  {"csv", csv_source, sizeof csv_source},
  {"glob", glob_source, sizeof glob_source},
  {"hex", hex_source, sizeof hex_source},
  {"http", http_source, sizeof http_source},
  {"jwt", jwt_source, sizeof jwt_source},
  {"prelude", prelude_source, sizeof prelude_source},
  {"semver", semver_source, sizeof semver_source},
  {"tbl", tbl_source, sizeof tbl_source},
  {"text", text_source, sizeof text_source},
  {"time", time_source, sizeof time_source},
  {"url", url_source, sizeof url_source},
  {"xml", xml_source, sizeof xml_source},
  {"yaml", yaml_source, sizeof yaml_source},
};

static const unsigned char catalogue_schema[] = {
#embed "../../docs/schemas/integrations.schema.json"
};

lh_module lh_catalogue_schema(void) {
  return (lh_module){"integrations.schema.json", catalogue_schema, sizeof catalogue_schema};
}

size_t lh_module_count(void) { return sizeof modules / sizeof *modules; }

lh_module lh_module_at(size_t index) { return modules[index]; }

static const unsigned char json_types[] = {
#embed "../../stdlib/types/json.lua"
};

static const unsigned char lua_types[] = {
#embed "../../stdlib/types/lua.lua"
};

static const unsigned char testing_types[] = {
#embed "../../stdlib/types/testing.lua"
};

static const lh_module types[] = {
  {"json", json_types, sizeof json_types},
  {"lua", lua_types, sizeof lua_types},
  {"testing", testing_types, sizeof testing_types},
};

size_t lh_types_count(void) { return sizeof types / sizeof *types; }

lh_module lh_types_at(size_t index) { return types[index]; }
