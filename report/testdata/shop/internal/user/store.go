package user

const insertUser = `INSERT INTO users (email, password) VALUES ($1, $2)`

func Store(u User) error {
	_, err := db.Exec(insertUser, u.Email, u.Password)
	return err
}
