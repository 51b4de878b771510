class Users < ActiveRecord::Migration[6.1]
  def change
    create_table :users do |table|
      table.text :email, null: false
    end
    add_index :users, :email, unique: true
  end
end
