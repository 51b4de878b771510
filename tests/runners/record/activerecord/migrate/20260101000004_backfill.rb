class Backfill < ActiveRecord::Migration[6.1]
  class User < ActiveRecord::Base; end

  def up
    User.find_each { |user| user.update!(role: user.email[0, 3]) }
  end
end
