class Settings < ActiveRecord::Migration[6.1]
  def change
    create_table :settings, id: false do |table|
      table.text :name, primary_key: true
      table.text :value
    end
  end
end
