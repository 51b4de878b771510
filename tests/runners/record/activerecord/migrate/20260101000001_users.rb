class Users < ActiveRecord::Migration[6.1]
  class User < ActiveRecord::Base; end

  def up
    create_table :users do |table|
      table.text :email, null: false
      table.index :email, unique: true
    end
    User.create!(id: 1, email: "it's; ada")
    User.transaction(requires_new: true) { User.create!(id: 2, email: "it's; ada") } rescue nil
  end
end
