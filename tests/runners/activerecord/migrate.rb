# `ruby migrate.rb FILE latest|up|down|status`: what rails db:migrate, db:migrate:up of the next
# one, db:rollback and db:migrate:status do.
require "active_record"
require "json"

file, verb = ARGV
ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: file)

if ENV["PLUMBLINE_TRACE"]
  out = File.open(ENV["PLUMBLINE_TRACE"], "a")
  out.sync = true
  ActiveRecord::Base.connection.raw_connection.trace { |sql| out.write(sql, ";\n") }
end


context = ActiveRecord::MigrationContext.new("migrate", ActiveRecord::SchemaMigration)
case verb
when "latest" then context.migrate
when "up"
  applied = context.get_all_versions
  following = context.migrations.map(&:version).find { |version| !applied.include?(version) }
  context.run(:up, following) if following
when "down" then context.rollback
end
context.migrations_status.each { |state, version, name| puts "#{state} #{version} #{name}" }
puts "nothing left to do" unless context.needs_migration?
