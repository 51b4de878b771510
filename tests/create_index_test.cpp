#include "analyzer/sql_text/create_index.hpp"

#include <doctest/doctest.h>

using namespace plumbline;

namespace {

std::string shown(std::string_view sql) {
  const auto index = read_create_index(sql);
  if (!index) return "nothing";
  std::string result = index->unique ? "unique:" : "";
  for (const IndexPartText& part : index->parts) {
    result += "<" + part.text + ">";
    if (!part.collation.empty()) result += "~" + part.collation;
    if (part.descending) result += "-";
  }
  return index->where ? result + " where " + *index->where : result;
}

}  // namespace

TEST_CASE("columns of an index") {
  CHECK(shown("CREATE INDEX i ON t(a)") == "<a>");
  CHECK(shown("CREATE UNIQUE INDEX IF NOT EXISTS main.\"i\" ON [t] (\"a\" DESC, b ASC, c)") ==
        "unique:<\"a\">-<b><c>");
  CHECK(shown("CREATE INDEX i ON t(a COLLATE nocase DESC, 'b', [c d] collate \"x y\")") ==
        "<a>~nocase-<'b'><[c d]>~x y");
  CHECK(shown("CREATE INDEX i ON t(desc, asc desc)") == "<desc><asc>-");
  CHECK(shown("create index i on t(a) ; ") == "<a>");
}

TEST_CASE("expressions of an index") {
  CHECK(shown("CREATE INDEX i ON t( lower(a) , (a, 1) /* x */, a || ',' )") ==
        "<lower(a)><(a, 1)><a || ','>");
  CHECK(shown("CREATE INDEX i ON t(json_extract(a, '$.b') COLLATE NOCASE DESC)") ==
        "<json_extract(a, '$.b')>~NOCASE-");
  CHECK(shown("CREATE INDEX i ON t((a || b) COLLATE x, -a COLLATE y, t.a COLLATE z)") ==
        "<(a || b)>~x<-a>~y<t.a>~z");
  CHECK(shown("CREATE INDEX i ON t(CASE a WHEN CASE b WHEN 1 THEN 2 END THEN 3 END COLLATE x)") ==
        "<CASE a WHEN CASE b WHEN 1 THEN 2 END THEN 3 END>~x");
}

TEST_CASE("COLLATE behind an operator is its right side's") {
  CHECK(shown("CREATE INDEX i ON t(a || b COLLATE nocase DESC)") == "<a || b COLLATE nocase>-");
  CHECK(shown("CREATE INDEX i ON t((a) + (b) COLLATE nocase)") == "<(a) + (b) COLLATE nocase>");
  CHECK(shown("CREATE INDEX i ON t(NOT (a) COLLATE nocase)") == "<NOT (a) COLLATE nocase>");
  CHECK(shown("CREATE INDEX i ON t(a COLLATE x COLLATE y)") == "<a>~y");
}

TEST_CASE("the WHERE of an index") {
  CHECK(shown("CREATE INDEX i ON t(a) WHERE a > 0 AND b = 'x;' -- end\n ;") ==
        "<a> where a > 0 AND b = 'x;'");
  CHECK(shown("CREATE INDEX i ON t(a)WHERE(a)") == "<a> where (a)");
}

TEST_CASE("what is not understood is nothing") {
  for (const char* sql :
       {"", "CREATE INDEX", "CREATE INDEX i ON t", "CREATE INDEX i ON t()",
        "CREATE INDEX i ON t(a,)", "CREATE INDEX i ON t(,a)", "CREATE INDEX i ON t(a",
        "CREATE INDEX i ON t(a))", "CREATE INDEX i ON t(a) WHERE",
        "CREATE INDEX i ON t(a) WHERE 'x", "CREATE INDEX i ON t(a); x",
        "CREATE INDEX i ON t(a) WHERE a; b", "CREATE INDEX i ON t(a ASC NULLS FIRST)",
        "CREATE INDEX i ON t(a;b)", "CREATE INDEX i ON t(a) x", "CREATE TABLE t(a)"}) {
    CAPTURE(sql);
    CHECK(shown(sql) == "nothing");
  }
}
