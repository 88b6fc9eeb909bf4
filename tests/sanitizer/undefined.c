/* Planted: a sum that no int can hold. */
#include <limits.h>

int
main(int count, char **arguments)
{
	volatile int most = INT_MAX;

	(void)arguments;
	most += count;
	return 0;
}
