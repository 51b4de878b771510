# `ruby migrate.rb FILE up|latest`, with the hook that README.md shows, or with SQLite's own trace.
require "active_record"
require "json"

file, verb = ARGV
ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: file)
ActiveRecord::Migration.verbose = false

if (trace = ENV["PLUMBLINE_TRACE"]) && ENV["HOOK"] != "trace"
  ActiveSupport::Notifications.subscribe("sql.active_record") do |*, event|
    File.write(trace, { sql: event[:sql], parameters: event[:type_casted_binds] }.to_json + "\n", mode: "a") unless event[:exception]
  end
elsif trace
  ActiveRecord::Base.connection.raw_connection.trace { |sql| File.write(trace, sql + "\n;\n", mode: "a") }
end

context = ActiveRecord::MigrationContext.new("migrate", ActiveRecord::SchemaMigration)
if verb == "latest"
  context.migrate
else
  done = context.get_all_versions
  following = context.migrations.map(&:version).find { |version| !done.include?(version) }
  context.run(:up, following) if following
end
puts "nothing left to do" unless context.needs_migration?
