class Posts < ActiveRecord::Migration[6.1]
  def change
    create_table :posts do |table|
      table.references :user, null: false, foreign_key: { on_delete: :cascade }
      table.text :title
    end
  end
end
