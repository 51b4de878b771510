# Stopped where $STOP says: thrown out of, or killed.
require "json"

class Tokens < ActiveRecord::Migration[6.1]

  def coming
    @stop ||= JSON.parse(ENV.fetch("STOP", '{"at": 0}'))
    @statement = @statement.to_i + 1
    return unless @statement == @stop["at"]
    Process.kill("KILL", Process.pid) if @stop["how"] == "is killed"
    raise IOError, "the disk was away for a moment"
  end

  def up
    coming
    create_table :tokens, id: false do |table|
      table.text :digest, primary_key: true
      table.references :user, foreign_key: true, index: false
    end
    coming
    add_index :tokens, :user_id
    coming
    add_column :users, :last_seen, :text
    coming
    create_table :devices, id: false do |table|
      table.text :code, primary_key: true
      table.text :expires_at, null: false
    end
    coming
    add_index :devices, :expires_at
  end

  def down
    drop_table :devices
    # remove_column would make the table anew, and forget AUTOINCREMENT on the way.
    execute "ALTER TABLE users DROP COLUMN last_seen"
    drop_table :tokens
  end
end
