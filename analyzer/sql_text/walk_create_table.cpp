#include "analyzer/sql_text/create_table_sink.hpp"

namespace plumbline {

namespace {

Clause action_clause(std::string_view event, ForeignKeyAction action) {
  switch (action) {
    case ForeignKeyAction::no_action:
      return {{"ON", event, "NO", "ACTION"}, false};
    case ForeignKeyAction::restrict_:
      return {{"ON", event, "RESTRICT"}};
    case ForeignKeyAction::set_null:
      return {{"ON", event, "SET", "NULL"}};
    case ForeignKeyAction::set_default:
      return {{"ON", event, "SET", "DEFAULT"}};
    case ForeignKeyAction::cascade:
      return {{"ON", event, "CASCADE"}};
  }
  return {};
}

class Walk {
 public:
  explicit Walk(CreateTableSink& sink) : sink_(sink) {}

  void constraint(const ConstraintText& constraint) {
    if (constraint.name) {
      sink_.keyword("CONSTRAINT");
      sink_.name(*constraint.name);
    }
    body(constraint);
  }

 private:
  using Kind = ConstraintText::Kind;

  void body(const ConstraintText& constraint) {
    switch (constraint.kind) {
      case Kind::primary_key:
        return primary_key(constraint);
      case Kind::not_null:
        return key(constraint, "NOT NULL");
      case Kind::null:
        return key(constraint, "NULL");
      case Kind::unique:
        return key(constraint, "UNIQUE");
      case Kind::check:
        sink_.keyword("CHECK");
        expression(constraint.text);
        return conflict(constraint);
      case Kind::default_value:
        sink_.keyword("DEFAULT");
        return sink_.sql(constraint.text);
      case Kind::collate:
        return collate(constraint.text);
      case Kind::foreign_key:
        return foreign_key(constraint.foreign_key);
      case Kind::generated:
        return generated(constraint);
      case Kind::deferrable:
        return sink_.keyword(constraint.text);
      case Kind::name_only:
        return;
    }
  }

  void conflict(const ConstraintText& constraint) {
    if (constraint.on_conflict == ConflictClause::unstated) return;
    sink_.keyword("ON CONFLICT");
    sink_.keyword(word_of(constraint.on_conflict));
  }

  void expression(std::string_view text) {
    sink_.symbol("(");
    sink_.sql(text);
    sink_.symbol(")");
  }

  void collate(std::string_view name) {
    sink_.keyword("COLLATE");
    sink_.plain_name(Identifier(name));
  }

  void key(const ConstraintText& constraint, std::string_view words) {
    sink_.keyword(words);
    if (!constraint.columns.empty()) parts(constraint);
    conflict(constraint);
  }

  void primary_key(const ConstraintText& constraint) {
    if (!constraint.columns.empty()) return key(constraint, "PRIMARY KEY");
    sink_.keyword("PRIMARY KEY");
    if (constraint.descending) sink_.keyword("DESC");
    if (constraint.ascending_written) sink_.keyword("ASC");
    conflict(constraint);
    if (constraint.autoincrement) sink_.keyword("AUTOINCREMENT");
  }

  void parts(const ConstraintText& constraint) {
    sink_.symbol("(");
    for (const KeyPart& part : constraint.columns) {
      if (&part != &constraint.columns.front()) sink_.symbol(",");
      sink_.name(part.column);
      if (!part.collation.empty()) collate(part.collation);
      if (part.descending) {
        sink_.keyword("DESC");
      } else {
        sink_.noise_keyword("ASC");
      }
    }
    if (constraint.autoincrement) sink_.keyword("AUTOINCREMENT");
    sink_.symbol(")");
  }

  void names(const std::vector<Identifier>& list) {
    sink_.symbol("(");
    for (const Identifier& name : list) {
      if (&name != &list.front()) sink_.symbol(",");
      sink_.name(name);
    }
    sink_.symbol(")");
  }

  void foreign_key(const ForeignKey& key) {
    if (!key.columns.empty()) {
      sink_.keyword("FOREIGN KEY");
      names(key.columns);
    }
    sink_.keyword("REFERENCES");
    sink_.name(key.parent);
    if (!key.parent_columns.empty()) names(key.parent_columns);
    const std::array<Clause, 3> clauses = {action_clause("DELETE", key.on_delete),
                                           action_clause("UPDATE", key.on_update),
                                           Clause{{"MATCH", key.match}, !key.match.empty()}};
    sink_.clauses(std::span(clauses).first(key.match.empty() ? 2 : 3));
    if (!key.deferrable.empty()) sink_.keyword(key.deferrable);
  }

  void generated(const ConstraintText& constraint) {
    sink_.implied_keyword("GENERATED ALWAYS");
    sink_.keyword("AS");
    expression(constraint.text);
    if (constraint.stored) {
      sink_.keyword("STORED");
    } else {
      sink_.implied_keyword("VIRTUAL");
    }
  }

  CreateTableSink& sink_;
};

}  // namespace

void walk_constraint(const ConstraintText& constraint, CreateTableSink& sink) {
  Walk(sink).constraint(constraint);
}

void walk_column(const ColumnText& column, CreateTableSink& sink) {
  sink.name(column.name);
  if (!column.type.empty()) sink.type(column.type);
  for (const ConstraintText& constraint : column.constraints) walk_constraint(constraint, sink);
}

void walk_table(const CreateTableText& table, CreateTableSink& sink) {
  sink.name(table.name);
  sink.symbol("(");
  for (const ColumnText& column : table.columns) {
    sink.item(&column != &table.columns.front(), false);
    walk_column(column, sink);
  }
  for (const ConstraintText& constraint : table.constraints) {
    sink.item(true, &constraint != &table.constraints.front());
    walk_constraint(constraint, sink);
  }
  sink.finish(table.without_rowid, table.strict);
}

}  // namespace plumbline
