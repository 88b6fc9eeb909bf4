/* What checking a password costs by itself. usage: argon2 PROCESSES SECONDS KIB PASSES; prints the checks a second. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	static const char password[] = "correct horse battery staple";
	char hash[crypto_pwhash_STRBYTES];

	if (argc != 5 || sodium_init() < 0)
		return 2;
	int processes = (int)strtol(argv[1], NULL, 10);
	double seconds = atof(argv[2]);
	size_t memory = strtoull(argv[3], NULL, 10) * 1024;
	if (crypto_pwhash_str(hash, password, strlen(password), strtoull(argv[4], NULL, 10), memory) != 0)
		return 1;
	long *done =
	    mmap(NULL, sizeof(*done) * (size_t)processes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (done == MAP_FAILED)
		return 1;
	double end = now() + seconds;
	for (int i = 0; i < processes; i++) {
		if (fork() == 0) {
			for (; now() < end; done[i]++)
				if (crypto_pwhash_str_verify(hash, password, strlen(password)) != 0)
					abort();
			_exit(0);
		}
	}
	long total = 0;
	for (int i = 0; i < processes; i++)
		wait(NULL);
	for (int i = 0; i < processes; i++)
		total += done[i];
	printf("%.1f\n", (double)total / seconds);
	return 0;
}
