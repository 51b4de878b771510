class Posts < ActiveRecord::Migration[6.1]
  def up
    create_table :posts do |table|
      table.references :user, null: false, foreign_key: { on_delete: :cascade }
    end
  end
end
