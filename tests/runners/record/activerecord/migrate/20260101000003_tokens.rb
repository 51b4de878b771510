# Before its statement $STOP it throws.
class Tokens < ActiveRecord::Migration[6.1]
  disable_ddl_transaction!

  def coming
    @statement = @statement.to_i + 1
    raise IOError, "the disk was away for a moment" if ENV["STOP"].to_i == @statement
  end

  def up
    coming
    create_table(:tokens) { |table| table.text :digest, null: false }
    coming
    add_index :tokens, :digest
    coming
    add_column :users, :role, :text
    coming
    execute "UPDATE users SET role = 'owner' WHERE id = 1"
  end
end
