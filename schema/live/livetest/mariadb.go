package livetest

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql" // the driver of the connection it returns
)

// Password is the password of the servers' administrator.
const Password = "correct-horse"

// MariaDB starts a MariaDB server and returns its URL
// (mysql://root:...@127.0.0.1:port/) and a connection to it without a database.
func MariaDB(t testing.TB) (url string, db *sql.DB) {
	t.Helper()
	installer := program(t, "mariadb-install-db", "mysql_install_db")
	server := program(t, "mariadbd", "mysqld", "/usr/sbin/mariadbd")
	dir := tempDir(t)
	data := filepath.Join(dir, "data")
	common := []string{"--no-defaults", "--datadir=" + data}
	if os.Geteuid() == 0 {
		common = append(common, "--user=root")
	}
	install := exec.Command(installer, append(common, "--auth-root-authentication-method=normal", "--skip-test-db")...)
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", installer, err, out)
	}
	initFile := filepath.Join(dir, "init.sql")
	statements := fmt.Sprintf("CREATE OR REPLACE USER root@127.0.0.1 IDENTIFIED BY '%s';\nGRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;\n"+
		"DELETE FROM mysql.global_priv WHERE Host = LOWER(@@hostname);\nFLUSH PRIVILEGES;\n", Password) // one a line
	if err := os.WriteFile(initFile, []byte(statements), 0o600); err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	run := exec.Command(server, append(common, "--bind-address=127.0.0.1", fmt.Sprintf("--port=%d", port), "--socket="+filepath.Join(dir, "s"),
		"--init-file="+initFile, "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--sql-mode=")...)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	address := fmt.Sprintf("root:%s@tcp(127.0.0.1:%d)/?multiStatements=true", Password, port)
	return fmt.Sprintf("mysql://root:%s@127.0.0.1:%d/", Password, port), connect(t, "mysql", address)
}

// connect opens a connection, once the server answers.
func connect(t testing.TB, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	deadline := time.Now().Add(30 * time.Second)
	for {
		err = db.Ping()
		if err == nil {
			return db
		}
		if time.Now().After(deadline) {
			t.Fatalf("the server did not answer within 30 s: %v", err)
		}
		time.Sleep(50 * time.Millisecond) // the server says by no other sign that it is ready
	}
}
