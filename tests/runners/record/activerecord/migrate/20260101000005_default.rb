class Default < ActiveRecord::Migration[6.1]
  def up
    # SQLite has no such ALTER: the table is made anew.
    change_column_default :users, :email, "nobody"
  end
end
